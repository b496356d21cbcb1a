"""Google Custom Search over the corpus, in Google's shapes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.error_shapes import google_error
from app.sandbox.library.corpus import LibraryArticle
from app.sandbox.library.matching import query_terms, search_corpus
from app.sandbox.state import Sandbox, tracked

router = APIRouter()

LAST_RESULT = 100
MAX_NUM = 10
_SITE = re.compile(r"site:(\S+?)(?=[\s)]|$)", re.IGNORECASE)
_RESTRICT = re.compile(r"^([dwmy])(\d{0,4})$")
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}


@dataclass(frozen=True)
class SearchRequest:
    """The parameters that change what is found."""

    q: str
    num: int
    start: int
    site: str
    site_excluded: bool
    date_restrict: str


@router.get("/customsearch/v1")
async def custom_search(
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.SEARCH))],
) -> Response:
    """Results for ``q``; no ``items`` key when there are none."""
    call.details["q"] = request.query_params.get("q", "")
    if failure := await state.faults.apply(Endpoint.SEARCH, request):
        return failure
    asked = _read(request)
    if isinstance(asked, Response):
        return asked
    began = monotonic()
    hits = _search(asked, str(request.url.hostname))
    return JSONResponse(_body(asked, hits, request, monotonic() - began))


def _read(request: Request) -> SearchRequest | Response:
    given = request.query_params
    if not given.get("key"):
        return _refused(403, "Method doesn't allow unregistered callers. Please use API Key.")
    if not given.get("cx") or not given.get("q"):
        return _refused(400, "Request contains an invalid argument.")
    try:
        num, start = int(given.get("num", MAX_NUM)), int(given.get("start", 1))
    except ValueError:
        return _refused(400, "Request contains an invalid argument.")
    restrict = given.get("dateRestrict", "")
    in_range = 1 <= num <= MAX_NUM and start >= 1 and start + num - 1 <= LAST_RESULT
    if not in_range or (restrict and not _RESTRICT.match(restrict)):
        return _refused(400, "Request contains an invalid argument.")
    return SearchRequest(
        q=given["q"],
        num=num,
        start=start,
        site=given.get("siteSearch", ""),
        site_excluded=given.get("siteSearchFilter") == "e",
        date_restrict=restrict,
    )


def _refused(status: int, message: str) -> Response:
    return JSONResponse(google_error(status, message), status)


def _search(asked: SearchRequest, host: str) -> list[LibraryArticle]:
    """Every page of the sandbox is on ``host``: other sites have nothing here."""
    sites = _SITE.findall(asked.q)
    if sites and not any(_is_on(host, site) for site in sites):
        return []
    if asked.site and _is_on(host, asked.site) is asked.site_excluded:
        return []
    found = [match.article for match in search_corpus(asked.q)]
    return [article for article in found if _recent(article, asked.date_restrict)]


def _is_on(host: str, site: str) -> bool:
    wanted = re.sub(r"^https?://", "", site).split("/")[0].split(":")[0]
    return host == wanted or host.endswith(f".{wanted}")


def _recent(article: LibraryArticle, restrict: str) -> bool:
    match = _RESTRICT.match(restrict)
    if not match:
        return True
    days = _DAYS[match[1]] * int(match[2] or 1)
    return article.published >= datetime.now(UTC) - timedelta(days=days)


def _body(
    asked: SearchRequest, hits: list[LibraryArticle], request: Request, seconds: float
) -> dict[str, object]:
    shown = hits[asked.start - 1 : asked.start - 1 + asked.num]
    queries: dict[str, object] = {"request": [_query(asked, len(hits), asked.start, len(shown))]}
    following = asked.start + asked.num
    if following <= len(hits):
        queries["nextPage"] = [_query(asked, len(hits), following, asked.num)]
    body: dict[str, object] = {
        "kind": "customsearch#search",
        "url": {"type": "application/json", "template": str(request.base_url) + "customsearch/v1"},
        "queries": queries,
        "context": {"title": "NewSum sandbox"},
        "searchInformation": {
            "searchTime": round(seconds, 6),
            "formattedSearchTime": f"{seconds:.2f}",
            "totalResults": str(len(hits)),
            "formattedTotalResults": str(len(hits)),
        },
    }
    if shown:
        body["items"] = [_item(article, asked.q, request) for article in shown]
    return body


def _query(asked: SearchRequest, total: int, start: int, count: int) -> dict[str, object]:
    return {
        "title": f"Google Custom Search - {asked.q}",
        "totalResults": str(total),
        "searchTerms": asked.q,
        "count": count,
        "startIndex": start,
        "inputEncoding": "utf8",
        "outputEncoding": "utf8",
        "safe": "off",
        "cx": "sandbox",
    }


def _item(article: LibraryArticle, query: str, request: Request) -> dict[str, object]:
    link = str(request.url_for("page", slug=article.slug))
    return {
        "kind": "customsearch#result",
        "title": article.title,
        "htmlTitle": _marked(article.title, query),
        "link": link,
        "displayLink": str(request.url.hostname),
        "snippet": article.summary,
        "htmlSnippet": _marked(article.summary, query),
        "formattedUrl": link,
        "htmlFormattedUrl": escape(link),
        "pagemap": {
            "metatags": [
                {
                    "og:title": article.title,
                    "og:site_name": article.publisher,
                    "article:published_time": article.published.isoformat(),
                }
            ]
        },
    }


def _marked(text: str, query: str) -> str:
    marked = escape(text)
    for term in query_terms(query):
        marked = re.sub(f"({re.escape(escape(term))})", r"<b>\1</b>", marked, flags=re.IGNORECASE)
    return marked
