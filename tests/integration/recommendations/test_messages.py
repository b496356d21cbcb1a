"""The messages: one task per page's misses, a cache, and nulls instead of errors."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import redis
from prometheus_client.parser import text_string_to_metric_families

from app.embedded.endpoints import Endpoints
from app.queries import load_queries
from app.repositories.outfit_messages import OutfitMessages
from app.tasks import manager
from tests.gateway_server import RunningGateway
from tests.hostile_server import RawRequest, answer, hostile_server
from tests.integration.recommendations.conftest import PATH, Shop, opened_shop, running_worker
from tests.integration.recommendations.test_page import page
from tests.servers import ServerPair
from tests.unit.services.llm.scripted_server import completion

QUERIES = load_queries(manager.__file__, "queries.sql")


async def calls(sandbox: str) -> int:
    async with httpx2.AsyncClient() as client:
        reply = await client.get(f"{sandbox}/control/calls")
    return int(reply.json()["chat"]["started"])


@dataclass
class SlowModel:
    """Answers after ``seconds`` and computes nothing, so that only we can be slow."""

    seconds: float = 0.0
    message: str = "오늘 딱 좋아요 🍂"
    at_once: int = 0
    most_at_once: int = 0

    async def respond(self, request: RawRequest, writer: asyncio.StreamWriter) -> None:
        reply = completion(json.dumps({"message": self.message})).body.encode()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        await answer(reply, content_type="application/json")(request, writer)


async def fault(sandbox: str, **what: Any) -> None:
    async with httpx2.AsyncClient() as client:
        reply = await client.post(f"{sandbox}/control/faults", json={"endpoint": "chat", **what})
    assert reply.status_code == 204, reply.text


def messages(body: dict[str, Any]) -> list[str | None]:
    return [outfit["llmMessage"] for outfit in body["data"]["outfits"]]


async def outcomes(gateway: RunningGateway) -> dict[tuple[str, str], int]:
    rows = await gateway.db.fetch("SELECT * FROM recommendation_outcomes")
    return {(row["what"], row["outcome"]): row["count"] for row in rows}


async def nulls(gateway: RunningGateway) -> dict[str, float]:
    """By reason, as Prometheus reads them."""
    families = text_string_to_metric_families((await gateway.client.get("/metrics")).text)
    return {
        sample.labels["reason"]: sample.value
        for family in families
        for sample in family.samples
        if sample.name == "newsum_recommendation_nulls_total"
    }


async def told(gateway: RunningGateway, address: str) -> list[tuple[str, dict[str, Any]]]:
    async with gateway.client.stream("GET", address) as response:
        assert response.status_code == 200
        return [
            (event.event, json.loads(event.data))
            async for event in httpx2.EventSource(response)
            if event.id
        ]


async def test_every_outfit_gets_a_message_and_the_next_page_comes_from_the_cache(
    talking_shop: RunningGateway, sandbox: str, redis_url: str
) -> None:
    first = await page(talking_shop, "?limit=6")
    written = messages(first)
    assert all(message and len(message) <= 50 for message in written), written
    assert "샌드박스" in first["data"]["notice"]
    assert "messageStream" not in first["data"]
    paid = await calls(sandbox)
    assert paid == 6
    assert await talking_shop.db.fetchval("SELECT count(*) FROM tasks") == 1
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        keys = sorted(client.keys("llm_message:*"))
        assert keys == sorted(f"llm_message:{each['id']}:1" for each in first["data"]["outfits"])
        assert 86_000 < client.ttl(keys[0]) <= 86_400

    began = time.monotonic()
    again = await page(talking_shop, "?limit=6")
    assert time.monotonic() - began < 0.5
    assert messages(again) == written
    assert await calls(sandbox) == paid
    assert await talking_shop.db.fetchval("SELECT count(*) FROM tasks") == 1
    assert await outcomes(talking_shop) == {("message", "ok"): 6, ("image", "ok"): 6}


async def test_twenty_of_two_seconds_take_two_rounds_of_ten_and_next_time_none(
    shop: Shop, talking: dict[str, Any], endpoints: Endpoints, redis_url: str
) -> None:
    model = SlowModel()
    async with hostile_server(model.respond) as server:
        settings = {**talking, "LLM_API_ENDPOINT": f"{server.origin}/v1/chat/completions"}
        async with shop(**settings) as gateway, running_worker(endpoints, gateway.settings):
            await page(gateway, "?limit=1")  # what is imported or connected at the first use
            with redis.Redis.from_url(redis_url) as client:
                client.delete(*client.keys("llm_message:*"))
            model.seconds = 2.0
            began, busy = time.monotonic(), time.process_time()
            written = messages(await page(gateway, "?limit=20"))
            seconds = time.monotonic() - began
            computed = time.process_time() - busy  # how much of it this host was slow
            assert written == [model.message] * 20
            assert model.most_at_once == 10
            assert seconds - computed <= 4.3
            taken = []
            for _ in range(3):
                began = time.monotonic()
                assert messages(await page(gateway, "?limit=20")) == written
                taken.append(time.monotonic() - began)
            assert min(taken) < 0.1


async def test_only_misses_are_asked_for(talking_shop: RunningGateway, sandbox: str) -> None:
    await page(talking_shop, "?limit=3")
    assert all(messages(await page(talking_shop, "?limit=5")))
    assert await calls(sandbox) == 5


async def test_a_changed_outfit_gets_a_new_message(
    talking_shop: RunningGateway, sandbox: str, redis_url: str
) -> None:
    [outfit] = (await page(talking_shop, "?limit=1"))["data"]["outfits"]
    await talking_shop.db.execute(
        "UPDATE outfits SET description = '새로 찍은 붉은 목도리 코디' WHERE outfit_id = $1",
        outfit["id"],
    )
    [changed] = messages(await page(talking_shop, "?limit=1"))
    assert changed
    assert await calls(sandbox) == 2
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        kept = json.loads(client.get(f"llm_message:{outfit['id']}:1"))
    assert kept["message"] == changed


async def test_an_outfit_without_a_picture_gets_its_message(talking_shop: RunningGateway) -> None:
    await talking_shop.db.execute("DELETE FROM outfit_images")
    body = await page(talking_shop, "?limit=2")
    assert [outfit["imageUrl"] for outfit in body["data"]["outfits"]] == [None, None]
    assert all(messages(body))
    assert await outcomes(talking_shop) == {("message", "ok"): 2}


async def test_deferred_messages_are_told_as_they_are_written(
    talking_shop: RunningGateway,
) -> None:
    first = await page(talking_shop, "?limit=4&messages=defer")
    assert messages(first) == [None] * 4
    address = first["data"]["messageStream"]
    events = await told(talking_shop, address)
    written = {data["id"]: data["llmMessage"] for kind, data in events if kind == "message"}
    assert set(written) == {outfit["id"] for outfit in first["data"]["outfits"]}
    assert events[-1][0] == "succeeded"

    again = await page(talking_shop, "?limit=4&messages=defer")
    assert messages(again) == [written[each["id"]] for each in again["data"]["outfits"]]
    assert "messageStream" not in again["data"]


async def test_another_users_messages_do_not_exist(talking_shop: RunningGateway) -> None:
    address = (await page(talking_shop, "?limit=1&messages=defer"))["data"]["messageStream"]
    await talking_shop.db.execute(
        "INSERT INTO outfit_users (name, token_sha256) VALUES ('남', sha256('other'))"
    )
    headers = {"Authorization": "Bearer other"}
    assert (await talking_shop.client.get(address, headers=headers)).status_code == 404
    unknown = f"{PATH}/messages/00000000-0000-7000-8000-000000000000/events"
    assert (await talking_shop.client.get(unknown)).status_code == 404


async def test_the_same_page_twice_at_once_is_paid_for_once(
    talking_shop: RunningGateway, sandbox: str
) -> None:
    async with httpx2.AsyncClient() as client:
        await client.put(f"{sandbox}/control/latency", json={"chat": 0.3})
    both = await asyncio.gather(*(page(talking_shop, "?limit=4") for _ in range(2)))
    assert messages(both[0]) == messages(both[1])
    assert all(messages(both[0]))
    assert await calls(sandbox) == 4


async def test_overlapping_pages_at_once_pay_for_no_message_twice(
    talking_shop: RunningGateway, sandbox: str
) -> None:
    async with httpx2.AsyncClient() as client:
        await client.put(f"{sandbox}/control/latency", json={"chat": 0.3})
    few, more = await asyncio.gather(page(talking_shop, "?limit=3"), page(talking_shop, "?limit=5"))
    assert all(messages(more))
    assert messages(few) == messages(more)[:3]
    assert await calls(sandbox) == 5


async def test_polls_share_the_task_that_is_under_way(
    talking_shop: RunningGateway, sandbox: str
) -> None:
    async with httpx2.AsyncClient() as client:
        await client.put(f"{sandbox}/control/latency", json={"chat": 0.5})
    queries = ["?limit=4&messages=defer"] * 3
    pages = await asyncio.gather(*(page(talking_shop, query) for query in queries))
    pages.append(await page(talking_shop, "?limit=2&messages=defer"))
    [address] = {each["data"]["messageStream"] for each in pages}
    assert await talking_shop.db.fetchval("SELECT count(*) FROM tasks") == 1
    more = await page(talking_shop, "?limit=5&messages=defer")
    assert more["data"]["messageStream"] != address
    assert (await told(talking_shop, more["data"]["messageStream"]))[-1][0] == "succeeded"
    assert await calls(sandbox) == 5


async def test_what_was_written_before_a_task_ended_early_is_kept_and_counted(
    talking_shop: RunningGateway, sandbox: str
) -> None:
    await fault(sandbox, kind="hang", times=1)
    asked = asyncio.create_task(page(talking_shop, "?limit=3"))
    while (await outcomes(talking_shop)).get(("message", "ok"), 0) < 2:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.05)
    task = await talking_shop.db.fetchval("SELECT id FROM tasks")
    await talking_shop.db.fetchrow(QUERIES["cancel"], task)
    body = await asked
    assert messages(body).count(None) == 1
    assert "다시 시도" in body["data"]["notice"]
    assert "messageStream" not in body["data"]
    assert (await outcomes(talking_shop))["message", "ok"] == 2
    assert await nulls(talking_shop) == {"task_failed": 1}


async def test_a_full_queue_is_null_and_counted(
    shop: Shop, talking: dict[str, Any], endpoints: Endpoints
) -> None:
    async with (
        shop(**talking, TASK_MAX_QUEUE_DEPTH=1) as gateway,
        running_worker(endpoints, gateway.settings),
    ):
        await gateway.db.execute(
            "INSERT INTO tasks (id, type, queue, owner, payload, due_at, deadline_at)"
            " SELECT gen_random_uuid(), 'noop', 'recommendation_queue', '', '{}', at, at"
            " FROM (SELECT now() + interval '1 minute' AS at) t"
        )
        body = await page(gateway, "?limit=3")
        assert messages(body) == [None] * 3
        assert "다시 시도" in body["data"]["notice"]
        assert await nulls(gateway) == {"queue_full": 3}


async def test_what_fails_is_null_and_counted_and_asked_for_again(
    talking_shop: RunningGateway, sandbox: str
) -> None:
    await fault(sandbox, kind="status", status=403, times=None)
    assert messages(await page(talking_shop, "?limit=3")) == [None] * 3
    assert await outcomes(talking_shop) == {
        ("message", "upstream_refused"): 3,
        ("image", "ok"): 3,
    }
    async with httpx2.AsyncClient() as client:
        await client.delete(f"{sandbox}/control")
    assert all(messages(await page(talking_shop, "?limit=3")))


async def test_a_model_that_hangs_costs_its_time_limit(
    shop: Shop, talking: dict[str, Any], endpoints: Endpoints, sandbox: str
) -> None:
    async with (
        shop(**talking, RECOMMENDATION_MESSAGE_TIMEOUT=0.5) as gateway,
        running_worker(endpoints, gateway.settings),
    ):
        await fault(sandbox, kind="hang", times=1)
        written = messages(await page(gateway, "?limit=3"))
        assert written.count(None) == 1
        assert (await outcomes(gateway))["message", "upstream_timeout"] == 1


async def test_a_page_that_waited_long_enough_comes_without_the_rest(
    shop: Shop, talking: dict[str, Any], endpoints: Endpoints, sandbox: str
) -> None:
    async with (
        shop(**talking, RECOMMENDATION_TIMEOUT=0.3) as gateway,
        running_worker(endpoints, gateway.settings),
    ):
        await fault(sandbox, kind="delay", seconds=1.5, times=2)
        first = await page(gateway, "?limit=2")
        assert messages(first) == [None, None]
        assert await nulls(gateway) == {"page_timeout": 2}
        events = await told(gateway, first["data"]["messageStream"])
        assert all(data["llmMessage"] for kind, data in events if kind == "message")


async def test_without_a_model_nulls_are_counted(quiet_shop: RunningGateway) -> None:
    assert messages(await page(quiet_shop, "?limit=3")) == [None] * 3
    assert await nulls(quiet_shop) == {"no_model": 3}


async def test_a_message_is_kept_before_its_step_ends(
    talking_shop: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes over from a worker that is killed in between finds what was paid for."""
    keep, ended = OutfitMessages.keep, list[int]()

    async def noted(self: OutfitMessages, *message: Any) -> None:
        query = "SELECT count(*) FROM task_steps WHERE finished_at IS NOT NULL"
        ended.append(await talking_shop.db.fetchval(query))
        await keep(self, *message)

    monkeypatch.setattr(OutfitMessages, "keep", noted)
    await page(talking_shop, "?limit=1")
    assert ended == [0]


async def test_without_a_worker_a_page_does_not_wait(shop: Shop, talking: dict[str, Any]) -> None:
    async with shop(**talking) as gateway:
        body = await page(gateway, "?limit=3")
        assert messages(body) == [None] * 3
        assert "메시지" in body["data"]["notice"]
        assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0
        assert await nulls(gateway) == {"no_worker": 3}


async def test_messages_are_written_also_while_redis_is_away(
    private_servers: Callable[[], ServerPair],
    talking: dict[str, Any],
    tmp_path: Path,
    pictures: Path,
) -> None:
    pair = private_servers()
    endpoints = Endpoints(pair.new_database(), pair.redis_url)
    async with (
        opened_shop(endpoints, tmp_path, **talking, IMAGE_STORAGE_PATH=pictures) as gateway,
        running_worker(endpoints, gateway.settings),
    ):
        pair.valkey.kill()
        assert all(messages(await page(gateway, "?limit=2")))
