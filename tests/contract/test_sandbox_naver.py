"""Naver's search API, as its documents show it."""

from email.utils import parsedate_to_datetime

import httpx2
import pytest

from tests.contract.sandbox_control import add_fault

KEYS = {"X-Naver-Client-Id": "id", "X-Naver-Client-Secret": "secret"}


async def search(sandbox: str, kind: str, **params: object) -> httpx2.Response:
    async with httpx2.AsyncClient(base_url=sandbox, headers=KEYS) as http:
        return await http.get(f"/v1/search/{kind}.json", params=params)


async def test_news_has_both_addresses_marks_and_a_date(sandbox):
    body = (await search(sandbox, "news", query="갯벌 학교")).json()

    assert (body["total"], body["start"], body["display"]) == (1, 1, 1)
    [item] = body["items"]
    assert "<b>" in item["title"]
    assert item["link"] == item["originallink"] == f"{sandbox}/pages/tidal-flat-school-2024"
    assert parsedate_to_datetime(item["pubDate"]).utcoffset().total_seconds() == 9 * 3600
    assert item["pubDate"].endswith("+0900")


async def test_the_rest_of_a_title_is_escaped(sandbox):
    [item] = (await search(sandbox, "webkr", query="도시 양봉 꿀벌")).json()["items"]

    assert set(item) == {"title", "link", "description"}
    assert "&" not in item["title"].replace("&quot;", "").replace("&amp;", "")


async def test_a_blog_has_its_owner_and_day(sandbox):
    [item] = (await search(sandbox, "blog", query="갯벌 학교")).json()["items"]

    assert item["bloggername"]
    assert item["postdate"] == "20240903"


async def test_images_lie_where_they_are_said_to(sandbox):
    items = (await search(sandbox, "image", query="갯벌 학교")).json()["items"]

    assert len(items) == 2
    async with httpx2.AsyncClient() as http:
        picture = await http.get(items[0]["link"])
    assert picture.headers["content-type"] == "image/png"


async def test_nothing_found_is_an_empty_list(sandbox):
    body = (await search(sandbox, "news", query="xyzzy")).json()

    assert (body["total"], body["items"]) == (0, [])


async def test_results_are_paged_and_sorted_by_date(sandbox):
    whole = (await search(sandbox, "news", query="인공지능 AI", sort="date")).json()
    assert whole["total"] >= 3
    dates = [parsedate_to_datetime(item["pubDate"]) for item in whole["items"]]
    assert dates == sorted(dates, reverse=True)

    second = (
        await search(sandbox, "news", query="인공지능 AI", sort="date", start=2, display=1)
    ).json()
    assert second["items"] == whole["items"][1:2]


@pytest.mark.parametrize(
    ("kind", "params", "status", "code"),
    [
        ("news", {"query": " "}, 400, "SE01"),
        ("news", {"query": "AI", "display": 101}, 400, "SE02"),
        ("news", {"query": "AI", "start": 0}, 400, "SE03"),
        ("news", {"query": "AI", "sort": "asc"}, 400, "SE04"),
        ("video", {"query": "AI"}, 404, "SE05"),
    ],
)
async def test_refusals_have_navers_codes(sandbox, kind, params, status, code):
    reply = await search(sandbox, kind, **params)

    assert (reply.status_code, reply.json()["errorCode"]) == (status, code)
    assert reply.json()["errorMessage"]


async def test_no_keys_no_answer(sandbox):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        reply = await http.get("/v1/search/news.json", params={"query": "AI"})

    assert (reply.status_code, reply.json()["errorCode"]) == (401, "024")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"status": 429}, "012"),
        ({"status": 429, "message": "Query limit exceeded."}, "010"),
        ({"status": 500}, "SE99"),
    ],
)
async def test_faults_are_told_in_navers_way(sandbox, fault, code):
    await add_fault(sandbox, "naver", "status", **fault)

    reply = await search(sandbox, "news", query="AI")

    assert (reply.status_code, reply.json()["errorCode"]) == (fault["status"], code)
