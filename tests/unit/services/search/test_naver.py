import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.domain.errors import AppError, BadReply, ProviderRefused, ProviderThrottled
from app.domain.search import SearchHit, SearchQuery, SourceClass
from app.services.outbound.plain import open_plain_client
from app.services.search.naver import NaverSearch
from tests.hostile_server import HostileServer, Respond, answer, hostile_server

QUERY = SearchQuery(text="AI 기술", limit=3)


def reply(body: object, status: str = "200 OK") -> Respond:
    return answer(json.dumps(body).encode(), status=status, content_type="application/json")


async def search(
    respond: Respond, query: SearchQuery = QUERY
) -> tuple[list[SearchHit], HostileServer]:
    async with hostile_server(respond) as server, open_plain_client() as client:
        naver = NaverSearch(
            client=client,
            url=f"{server.origin}/v1/search/",
            client_id="id",
            client_secret="secret",
            timeout=0.5,
        )
        return await naver.search(query), server


async def test_news_are_the_publishers_pages_without_naver_s_marks() -> None:
    item = {
        "title": "<b>AI</b>가 &quot;일터&quot;를 바꾼다",
        "originallink": "https://news.example/1",
        "link": "https://n.news.naver.com/1",
        "description": "세 곳 가운데 <b>두</b> 곳 &amp; 더",
        "pubDate": "Mon, 26 Sep 2026 07:50:00 +0900",
    }
    odd = {"title": None, "originallink": 3, "link": "https://n.news.naver.com/2"}
    bad = {"title": "x", "link": "javascript:alert(1)"}
    hits, server = await search(reply({"items": [bad, item, odd]}))
    first, second = hits
    assert first.url == "https://news.example/1"
    assert (first.title, first.snippet) == ('AI가 "일터"를 바꾼다', "세 곳 가운데 두 곳 & 더")
    assert first.published_at is not None
    assert first.published_at.utcoffset() == timedelta(hours=9)
    assert second.url == "https://n.news.naver.com/2"
    [request] = server.requests
    assert urlsplit(request.target).path == "/v1/search/news.json"
    assert parse_qs(urlsplit(request.target).query) == {"query": ["AI 기술"], "display": ["3"]}
    assert request.headers["x-naver-client-id"] == "id"
    assert request.headers["x-naver-client-secret"] == "secret"


@pytest.mark.parametrize(
    ("source_class", "kind"),
    [
        (SourceClass.COMMUNITY, "blog"),
        (SourceClass.RESEARCH_PAPER, "webkr"),
        (SourceClass.CODE_RELATED, "webkr"),
    ],
)
async def test_other_sources_have_a_search_of_their_own(
    source_class: SourceClass, kind: str
) -> None:
    item = {"title": "글", "link": "https://blog.naver.com/a/1", "postdate": "20260920"}
    query = QUERY.model_copy(update={"source_class": source_class})
    hits, server = await search(reply({"items": [item]}), query)
    assert urlsplit(server.requests[0].target).path == f"/v1/search/{kind}.json"
    assert hits[0].published_at is not None
    assert hits[0].published_at.isoformat() == "2026-09-20T00:00:00+09:00"


async def test_sites_are_picked_out_of_many() -> None:
    items = [{"title": str(n), "originallink": f"https://n{n % 3}.example/{n}"} for n in range(9)]
    query = QUERY.model_copy(update={"sites": ("n1.example",)})
    hits, server = await search(reply({"items": items}), query)
    assert [hit.title for hit in hits] == ["1", "4", "7"]
    assert "display=100" in server.requests[0].target


@pytest.mark.parametrize(
    ("respond", "error", "said"),
    [
        (reply({"errorCode": "010"}, "429 Too Many Requests"), ProviderThrottled, "하루"),
        (reply({"errorCode": "012"}, "429 Too Many Requests"), ProviderThrottled, "429"),
        (reply({"errorCode": "024"}, "401 Unauthorized"), ProviderRefused, "401"),
        (answer(b"<html>", status="200 OK"), BadReply, "해석"),
        (reply({"items": [1]}), BadReply, "해석"),
    ],
)
async def test_failures_say_what_they_are(
    respond: Respond, error: type[AppError], said: str
) -> None:
    with pytest.raises(error) as caught:
        await search(respond)
    assert said in caught.value.detail
    assert "secret" not in caught.value.detail
