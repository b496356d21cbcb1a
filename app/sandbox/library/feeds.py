"""RSS feeds over the corpus: a section's articles, or all, narrowed by a query."""

from collections.abc import Sequence
from email.utils import format_datetime
from typing import Annotated
from xml.etree import ElementTree

from fastapi import APIRouter, Depends, Request, Response

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.library.corpus import LibraryArticle, corpus
from app.sandbox.library.matching import search_corpus
from app.sandbox.state import Sandbox, tracked

router = APIRouter()


@router.get("/rss/{feed}.xml")
async def rss(
    feed: str,
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.RSS))],
    q: str = "",
) -> Response:
    """The newest of all sections; with ``q`` only what the query is about, possibly nothing."""
    call.details.update(feed=feed, q=q)
    if failure := await state.faults.apply(Endpoint.RSS, request):
        return failure
    articles = [match.article for match in search_corpus(q)] if q.strip() else list(corpus())
    return Response(_document(feed, articles, request), media_type="application/rss+xml")


def _document(feed: str, articles: Sequence[LibraryArticle], request: Request) -> bytes:
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _add(channel, "title", f"NewSum sandbox: {feed}")
    _add(channel, "link", str(request.base_url))
    _add(channel, "description", "샌드박스의 예시 기사")
    for article in articles:
        address = str(request.url_for("page", slug=article.slug))
        item = ElementTree.SubElement(channel, "item")
        _add(item, "title", article.title)
        _add(item, "link", address)
        _add(item, "guid", address)
        _add(item, "description", article.summary)
        _add(item, "author", article.author)
        _add(item, "category", article.section)
        _add(item, "pubDate", format_datetime(article.published))
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text
