"""Naver's search API over the corpus: news, blogs, web documents, images."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.library.corpus import Illustration, LibraryArticle
from app.sandbox.library.illustrations.draw import SIZE
from app.sandbox.library.matching import query_terms, search_corpus
from app.sandbox.library.naver_errors import naver_error
from app.sandbox.state import Sandbox, tracked

router = APIRouter(prefix="/v1/search")

_KINDS = ("news", "blog", "webkr", "image")
_MOST_DISPLAYED, _MOST_SKIPPED = 100, 1000
_USUAL_DISPLAY = 10
_SORTED = frozenset(("news", "blog", "image"))  # the others take no sort
_KOREA = timezone(timedelta(hours=9))


@dataclass(frozen=True)
class NaverQuery:
    """The parameters that change what is found."""

    query: str
    display: int
    start: int
    by_date: bool


@router.get("/{kind}.json")
async def naver_search(
    kind: str,
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.NAVER))],
) -> Response:
    """Results in Naver's shape; an empty list when there are none."""
    call.details.update(kind=kind, query=request.query_params.get("query", ""))
    if failure := await state.faults.apply(Endpoint.NAVER, request):
        return failure
    asked = _read(kind, request)
    if isinstance(asked, Response):
        return asked
    items = _items(kind, asked, str(request.base_url).rstrip("/"))
    shown = items[asked.start - 1 : asked.start - 1 + asked.display]
    body = {
        "lastBuildDate": _date(datetime.now(UTC)),
        "total": len(items),
        "start": asked.start,
        "display": len(shown),
        "items": shown,
    }
    return JSONResponse(body)


def _read(kind: str, request: Request) -> NaverQuery | Response:
    given, headers = request.query_params, request.headers
    if not headers.get("x-naver-client-id") or not headers.get("x-naver-client-secret"):
        text = "Not Exist Client ID : Authentication failed. (인증에 실패했습니다.)"
        return _refused(401, text, "024")
    if kind not in _KINDS:
        return _refused(404)
    if not given.get("query", "").strip():
        return _refused(400)
    display = _number(given.get("display"), _USUAL_DISPLAY)
    if display is None or not 1 <= display <= _MOST_DISPLAYED:
        return _refused(400, "Invalid display value (부적절한 display 값입니다.)", "SE02")
    start = _number(given.get("start"), 1)
    if start is None or not 1 <= start <= _MOST_SKIPPED:
        return _refused(400, "Invalid start value (부적절한 start 값입니다.)", "SE03")
    sort = given.get("sort", "sim")
    if kind in _SORTED and sort not in ("sim", "date"):
        return _refused(400, "Invalid sort value (부적절한 sort 값입니다.)", "SE04")
    return NaverQuery(given["query"], display, start, sort == "date")


def _refused(status: int, text: str | None = None, code: str | None = None) -> Response:
    return JSONResponse(naver_error(status, text, code), status)


def _number(text: str | None, usual: int) -> int | None:
    if text is None:
        return usual
    return int(text) if re.fullmatch(r"\d{1,6}", text) else None


def _items(kind: str, asked: NaverQuery, base: str) -> Sequence[dict[str, object]]:
    found = [match.article for match in search_corpus(asked.query)]
    if asked.by_date:
        found.sort(key=lambda article: article.published, reverse=True)
    if kind == "image":
        return [
            _image(article, shown, base) for article in found for shown in article.illustrations
        ]
    return [_page(kind, article, asked.query, f"{base}/pages/{article.slug}") for article in found]


def _page(kind: str, article: LibraryArticle, query: str, link: str) -> dict[str, object]:
    item: dict[str, object] = {
        "title": _marked(article.title, query),
        "link": link,
        "description": _marked(article.summary, query),
    }
    match kind:
        case "news":
            return {**item, "originallink": link, "pubDate": _date(article.published)}
        case "blog":
            return {
                **item,
                "bloggername": article.publisher,
                "bloggerlink": link.rpartition("/pages/")[0],
                "postdate": article.published.strftime("%Y%m%d"),
            }
        case _:
            return item


def _image(article: LibraryArticle, shown: Illustration, base: str) -> dict[str, object]:
    address = f"{base}/images/{article.slug}/{shown.name}"
    return {
        "title": shown.caption,
        "link": address,
        "thumbnail": address,
        "sizeheight": str(SIZE[1]),
        "sizewidth": str(SIZE[0]),
    }


def _marked(text: str, query: str) -> str:
    """What was asked for in bold, the rest escaped as Naver does."""
    marked = html.escape(text).replace("&#x27;", "'")
    for term in query_terms(query):
        pattern = f"({re.escape(html.escape(term))})"
        marked = re.sub(pattern, r"<b>\1</b>", marked, flags=re.IGNORECASE)
    return marked


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(_KOREA))
