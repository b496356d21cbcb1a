import asyncio
import json
import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from app.domain.errors import (
    AppError,
    BadReply,
    ProviderRefused,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
)
from app.domain.search import SearchHit, SearchQuery, SourceClass
from app.services.outbound.plain import open_plain_client
from app.services.search.google import GoogleSearch
from tests.hostile_server import HostileServer, Respond, answer, hostile_server

QUERY = SearchQuery(text="AI 기술", source_class=SourceClass.COMMUNITY, limit=3)
KEY = "AIza-secret-key"


def reply(body: object, status: str = "200 OK") -> Respond:
    return answer(json.dumps(body).encode(), status=status, content_type="application/json")


async def search(
    respond: Respond, query: SearchQuery = QUERY
) -> tuple[list[SearchHit], HostileServer]:
    async with hostile_server(respond) as server, open_plain_client() as client:
        url = f"{server.origin}/customsearch/v1"
        google = GoogleSearch(client=client, url=url, key=KEY, engine_id="cx", timeout=0.5)
        return await google.search(query), server


async def test_results_become_hits() -> None:
    item = {
        "link": "https://a.kr/1",
        "title": "제목\n하나",
        "snippet": "요약 <b>글</b>",
        "pagemap": {"metatags": [{"article:published_time": "2024-05-02T09:30:00+09:00"}]},
    }
    odd = {"link": "https://a.kr/2", "title": None, "pagemap": {"metatags": ["x"], "cse_image": 3}}
    bad = {"link": "javascript:alert(1)", "title": "x"}
    hits, _ = await search(reply({"items": [bad, item, odd, item, item]}))
    assert [hit.url for hit in hits] == ["https://a.kr/1", "https://a.kr/2", "https://a.kr/1"]
    first, second, _ = hits
    assert (first.title, first.engine, first.query) == ("제목 하나", "Google", "AI 기술")
    assert first.source_class is SourceClass.COMMUNITY
    assert first.published_at is not None
    assert second.published_at is None


async def test_no_items_are_no_hits() -> None:
    hits, _ = await search(reply({"kind": "customsearch#search"}))
    assert hits == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (QUERY, {"q": "AI 기술", "lr": "lang_ko", "hl": "ko", "num": "3"}),
        (
            SearchQuery(text="AI", language="en", limit=50, sites=("naver.com", "https://b.kr/x")),
            {"q": "AI (site:naver.com OR site:b.kr/x)", "lr": "lang_en", "hl": "en", "num": "10"},
        ),
    ],
)
async def test_what_google_is_asked(query: SearchQuery, expected: dict[str, str]) -> None:
    _, server = await search(reply({}), query)
    asked = {name: values[0] for name, values in _parameters(server).items()}
    assert asked == {"key": KEY, "cx": "cx", **expected}


def _parameters(server: HostileServer) -> dict[str, list[str]]:
    return parse_qs(urlsplit(server.requests[0].target).query)


def failure(code: int, reason: str, status: str = "") -> Respond:
    error = {"code": code, "message": f"key {KEY}", "errors": [{"reason": reason}]}
    return reply({"error": {**error, "status": status}}, status=f"{code} X")


@pytest.mark.parametrize(
    ("respond", "error"),
    [
        (failure(429, "rateLimitExceeded", "RESOURCE_EXHAUSTED"), ProviderThrottled),
        (failure(403, "dailyLimitExceeded"), ProviderThrottled),
        (failure(403, "accessNotConfigured"), ProviderRefused),
        (failure(400, "badRequest", "INVALID_ARGUMENT"), ProviderRefused),
        (failure(503, "backendError"), ProviderUnavailable),
        (answer(b"<html>", status="502 Bad Gateway"), ProviderUnavailable),
        (answer(b"<html>", status="302 Found", Location="/sorry"), ProviderRefused),
        (answer(b"not json"), BadReply),
        (reply([]), BadReply),
        (reply({"items": "none"}), BadReply),
        (answer(b"[" * 3_000_000), BadReply),
    ],
)
async def test_failures_name_the_engine_and_never_the_key(
    respond: Respond, error: type[AppError], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(error) as caught:
        await search(respond)
    assert caught.value.detail.startswith("Google: ")
    shown = f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"
    assert KEY not in shown


async def test_a_silent_engine_ends_at_the_deadline() -> None:
    async def silent(*_: object) -> None:
        await asyncio.sleep(5)

    with pytest.raises(ProviderTimeout):
        await search(silent)
