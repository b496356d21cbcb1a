"""Google Programmable Search (Custom Search JSON API)."""

import httpx2
from pydantic import BaseModel, Field, ValidationError

from app.domain.errors import BadReply, ProviderError, ProviderThrottled
from app.domain.search import SearchHit, SearchQuery
from app.services.outbound.calls import provider_call, read_capped, status_error
from app.services.scraping.dates import parse_moment
from app.services.scraping.text import clean_line
from app.services.search.lenient import LenientText
from app.services.search.sites import site_names, web_address

NAME = "Google"
MOST_RESULTS = 10
MOST_BYTES = 2_000_000
_LANGUAGES = {"ko": "lang_ko", "en": "lang_en"}
# Reasons of a 403 that mean "not now" instead of "not you".
_QUOTA_REASONS = frozenset(
    {"dailyLimitExceeded", "quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded"}
)


class _Item(BaseModel):
    link: LenientText = ""
    title: LenientText = ""
    snippet: LenientText = ""
    pagemap: object = None  # of any shape: the pages say what is in it


class _Results(BaseModel):
    items: list[_Item] = Field(default_factory=list)  # Google leaves it out when there are none


class _Reason(BaseModel):
    reason: str = ""


class _Fault(BaseModel):
    status: str = ""
    errors: list[_Reason] = Field(default_factory=list)


class _Failure(BaseModel):
    error: _Fault


class GoogleSearch:
    """A SearchEngine. The opener of ``client`` closes it."""

    name = NAME

    def __init__(
        self,
        *,
        client: httpx2.AsyncClient,
        url: str,
        key: str,
        engine_id: str,
        timeout: float,
    ) -> None:
        self._client = client
        self._url = url
        self._key = key
        self._engine_id = engine_id
        self._timeout = timeout

    async def search(self, query: SearchQuery) -> list[SearchHit]:
        """See SearchEngine; at most ten hits."""
        async with (
            provider_call(NAME, self._timeout),
            self._client.stream("GET", self._url, params=self._parameters(query)) as response,
        ):
            body = await read_capped(NAME, response, MOST_BYTES)
        if not response.is_success:
            raise _failure(response, body)
        try:
            results = _Results.model_validate_json(body)
        except ValidationError as exc:
            raise BadReply(f"{NAME}: 검색 결과를 해석할 수 없습니다.") from exc
        hits = [_hit(item, query) for item in results.items if web_address(item.link)]
        return hits[: query.limit]

    def _parameters(self, query: SearchQuery) -> dict[str, str]:
        parameters = {
            "key": self._key,
            "cx": self._engine_id,
            "q": " ".join(filter(None, (query.text, _preference(query.sites)))),
            "num": str(min(query.limit, MOST_RESULTS)),
            "hl": query.language,
        }
        if query.language in _LANGUAGES:
            parameters["lr"] = _LANGUAGES[query.language]
        return parameters


def _preference(sites: tuple[str, ...]) -> str:
    names = [f"site:{name}" for name in site_names(sites)]
    return f"({' OR '.join(names)})" if names else ""


def _hit(item: _Item, query: SearchQuery) -> SearchHit:
    return SearchHit(
        url=item.link,
        title=clean_line(item.title, 300) or item.link,
        snippet=clean_line(item.snippet, 500),
        published_at=parse_moment(_published(item)),
        engine=NAME,
        source_class=query.source_class,
        query=query.text,
    )


def _published(item: _Item) -> str | None:
    match item.pagemap:
        case {"metatags": [{"article:published_time": str(moment)}, *_]}:
            return moment
    return None


def _failure(response: httpx2.Response, body: bytes) -> ProviderError:
    error = status_error(NAME, response)
    try:
        fault = _Failure.model_validate_json(body).error
    except ValidationError:
        return error
    reasons = {each.reason for each in fault.errors}
    if fault.status == "RESOURCE_EXHAUSTED" or reasons & _QUOTA_REASONS:
        return ProviderThrottled(f"{NAME}: 사용 한도를 넘었습니다.", retry_after=error.retry_after)
    return error
