"""Naver search (openapi.naver.com): news, blogs and web documents."""

import html
from datetime import datetime, timedelta, timezone

import httpx2
from pydantic import BaseModel, Field, ValidationError

from app.domain.errors import BadReply, ProviderError, ProviderThrottled
from app.domain.search import SearchHit, SearchQuery, SourceClass
from app.services.outbound.calls import provider_call, read_capped, status_error
from app.services.scraping.dates import parse_moment
from app.services.scraping.text import clean_line
from app.services.search.lenient import LenientText
from app.services.search.sites import on_sites, web_address

NAME = "Naver"
MOST_RESULTS = 100
MOST_BYTES = 2_000_000
_KINDS = {SourceClass.NEWS: "news", SourceClass.COMMUNITY: "blog"}
_ANY_PAGE = "webkr"
_MARKS = ("<b>", "</b>")
_QUOTA_GONE = "010"
_KOREA = timezone(timedelta(hours=9))


class _Item(BaseModel):
    title: LenientText = ""
    originallink: LenientText = ""  # the publisher's own page; news only
    link: LenientText = ""
    description: LenientText = ""
    published: LenientText = Field(default="", alias="pubDate")
    postdate: LenientText = ""


class _Results(BaseModel):
    items: list[_Item] = Field(default_factory=list)


class _Failure(BaseModel):
    code: str = Field(default="", alias="errorCode")


class NaverSearch:
    """A SearchEngine: the kind of source decides what is searched. The client's opener closes it.

    ``url`` is the part of the address that all kinds share.
    """

    name = NAME

    def __init__(
        self,
        *,
        client: httpx2.AsyncClient,
        url: str,
        client_id: str,
        client_secret: str,
        timeout: float,
    ) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._headers = {
            "X-Naver-Client-Id": client_id,
            "X-Naver-Client-Secret": client_secret,
        }
        self._timeout = timeout

    async def search(self, query: SearchQuery) -> list[SearchHit]:
        """See SearchEngine. Naver can't search one site only: hits elsewhere are left out."""
        kind = _KINDS.get(query.source_class, _ANY_PAGE)
        wanted = MOST_RESULTS if query.sites else min(query.limit, MOST_RESULTS)
        async with (
            provider_call(NAME, self._timeout),
            self._client.stream(
                "GET",
                f"{self._url}/{kind}.json",
                params={"query": query.text, "display": str(wanted)},
                headers=self._headers,
            ) as response,
        ):
            body = await read_capped(NAME, response, MOST_BYTES)
        if not response.is_success:
            raise _failure(response, body)
        try:
            results = _Results.model_validate_json(body)
        except ValidationError as exc:
            raise BadReply(f"{NAME}: 검색 결과를 해석할 수 없습니다.") from exc
        hits = [hit for item in results.items if (hit := _hit(item, query))]
        return hits[: query.limit]


def _hit(item: _Item, query: SearchQuery) -> SearchHit | None:
    url = web_address(item.originallink) or web_address(item.link)
    if url is None or not on_sites(url, query.sites):
        return None
    return SearchHit(
        url=url,
        title=_plain(item.title, 300) or url,
        snippet=_plain(item.description, 500),
        published_at=_moment(item),
        engine=NAME,
        source_class=query.source_class,
        query=query.text,
    )


def _moment(item: _Item) -> datetime | None:
    """News say their zone; a blog's day is one in Korea."""
    if item.published:
        return parse_moment(item.published)
    day = parse_moment(item.postdate)
    return day.replace(tzinfo=_KOREA) if day else None


def _plain(text: str, max_length: int) -> str:
    """Naver marks the words that it found, and escapes the rest."""
    for mark in _MARKS:
        text = text.replace(mark, "")
    return clean_line(html.unescape(text), max_length)


def _failure(response: httpx2.Response, body: bytes) -> ProviderError:
    error = status_error(NAME, response)
    try:
        code = _Failure.model_validate_json(body).code
    except ValidationError:
        return error
    if code == _QUOTA_GONE:
        return ProviderThrottled(f"{NAME}: 하루 사용 한도를 넘었습니다.")
    return error
