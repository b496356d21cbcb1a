"""Search, feeds and pages of the sandbox, over HTTP."""

from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import httpx2
import pytest
import trafilatura

README_QUERY = "2024년 AI 기술 발전과 사회 변화"
KEYS = {"key": "sandbox", "cx": "sandbox"}


@pytest.fixture
async def client(sandbox: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=sandbox, timeout=5) as client:
        yield client


async def search(client: httpx2.AsyncClient, q: str, **more: object) -> httpx2.Response:
    return await client.get("/customsearch/v1", params={**KEYS, "q": q, **more})


async def test_the_readmes_query_finds_three_articles_with_their_pages(client):
    body = (await search(client, README_QUERY)).json()

    assert body["kind"] == "customsearch#search"
    assert body["searchInformation"]["totalResults"] == "3"
    assert body["queries"]["request"][0]["searchTerms"] == README_QUERY
    texts = [(await client.get(item["link"])).text for item in body["items"]]
    assert len(set(texts)) == 3


async def test_every_item_has_what_clients_read(client):
    [item] = (await search(client, "꿀벌 도시")).json()["items"]

    assert item["kind"] == "customsearch#result"
    assert "꿀벌" in item["title"]
    assert "<b>" in item["htmlTitle"]
    assert item["snippet"]
    assert item["link"].startswith(str(client.base_url))


async def test_english_is_found_in_english(client):
    [item] = (await search(client, "oyster reef harbor")).json()["items"]

    assert "Oysters" in item["title"]


async def test_no_hits_means_no_items_key(client):
    body = (await search(client, "조선시대 과거 시험")).json()

    assert "items" not in body
    assert body["searchInformation"]["totalResults"] == "0"


async def test_num_and_start_page_through(client):
    first = (await search(client, README_QUERY, num=2)).json()
    second = (await search(client, README_QUERY, num=2, start=3)).json()

    assert len(first["items"]) == 2
    assert first["queries"]["nextPage"][0]["startIndex"] == 3
    assert len(second["items"]) == 1
    assert "nextPage" not in second["queries"]


async def test_another_site_has_nothing(client):
    assert "items" not in (await search(client, f"{README_QUERY} site:arxiv.org")).json()
    assert "items" not in (await search(client, README_QUERY, siteSearch="nature.com")).json()
    assert "items" in (await search(client, f"{README_QUERY} site:127.0.0.1")).json()


async def test_a_date_restriction_leaves_out_what_is_older(client):
    assert "items" not in (await search(client, README_QUERY, dateRestrict="d1")).json()
    assert "items" in (await search(client, README_QUERY, dateRestrict="y90")).json()


@pytest.mark.parametrize(
    ("params", "status", "name"),
    [
        ({"cx": "c", "q": "x"}, 403, "PERMISSION_DENIED"),
        ({"key": "k", "q": "x"}, 400, "INVALID_ARGUMENT"),
        ({**KEYS, "q": "x", "num": 11}, 400, "INVALID_ARGUMENT"),
        ({**KEYS, "q": "x", "num": 10, "start": 95}, 400, "INVALID_ARGUMENT"),
        ({**KEYS, "q": "x", "start": "first"}, 400, "INVALID_ARGUMENT"),
        ({**KEYS, "q": "x", "dateRestrict": "soon"}, 400, "INVALID_ARGUMENT"),
    ],
)
async def test_refusals_have_googles_shape(client, params, status, name):
    reply = await client.get("/customsearch/v1", params=params)

    error = reply.json()["error"]
    assert reply.status_code == error["code"] == status
    assert error["status"] == name
    assert error["errors"][0]["message"] == error["message"]


async def test_a_quota_fault_reads_like_googles(client):
    fault = {"endpoint": "search", "kind": "status", "status": 429}
    (await client.post("/control/faults", json=fault)).raise_for_status()

    error = (await search(client, README_QUERY)).json()["error"]

    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["errors"][0]["reason"] == "rateLimitExceeded"
    assert error["message"].startswith("Quota exceeded")


async def test_a_page_is_a_page_whose_main_text_can_be_extracted(client):
    reply = await client.get("/pages/city-bees-2024")

    assert reply.headers["content-type"].startswith("text/html")
    assert all(part in reply.text for part in ("<nav>", "[광고]", "<footer>"))
    text = trafilatura.extract(reply.text, include_comments=False)
    assert "벌통 120개를 놓고 변화를 관찰했다" in text
    assert "오늘만 특가" not in text
    assert "무단 전재" not in text


async def test_a_page_says_that_it_is_invented(client):
    assert "지어낸 것" in (await client.get("/pages/city-bees-2024")).text


async def test_an_unknown_page_is_404(client):
    assert (await client.get("/pages/nothing")).status_code == 404


async def test_a_feed_narrowed_by_a_query(client):
    reply = await client.get("/rss/tech.xml", params={"q": README_QUERY})

    items = ElementTree.fromstring(reply.content).findall("channel/item")
    assert reply.headers["content-type"].startswith("application/rss+xml")
    assert len(items) == 3
    assert parsedate_to_datetime(items[0].findtext("pubDate")).year == 2024
    page = await client.get(items[0].findtext("link"))
    assert items[0].findtext("title") in page.text


async def test_a_feed_about_nothing_is_empty_and_one_without_query_is_whole(client):
    nothing = await client.get("/rss/tech.xml", params={"q": "조선시대 과거 시험"})
    everything = await client.get("/rss/tech.xml")

    assert ElementTree.fromstring(nothing.content).findall("channel/item") == []
    assert len(ElementTree.fromstring(everything.content).findall("channel/item")) >= 6


async def test_feeds_and_pages_suffer_faults(client):
    for endpoint, path in (("rss", "/rss/tech.xml"), ("pages", "/pages/city-bees-2024")):
        fault = {"endpoint": endpoint, "kind": "status", "status": 503}
        (await client.post("/control/faults", json=fault)).raise_for_status()
        assert (await client.get(path)).status_code == 503
        assert (await client.get(path)).status_code == 200
