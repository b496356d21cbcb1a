"""Idempotency-Key on POST /api/v1/comics."""

import asyncio

from tests.gateway_server import RunningGateway
from tests.integration.gateway.conftest import KEYS

BODY = {"data": {"query": "우주 엘리베이터"}}


async def test_the_same_key_and_body_make_one_task_and_one_answer(gateway: RunningGateway) -> None:
    headers = {"Idempotency-Key": "k-1"}
    same = [BODY, {"data": {"query": " 우주 엘리베이터 ", "panels": 4}}]
    replies = await asyncio.gather(
        *(gateway.client.post("/api/v1/comics", json=body, headers=headers) for body in same * 5)
    )
    assert {reply.status_code for reply in replies} == {202}
    assert len({reply.text for reply in replies}) == 1
    assert sum("idempotency-replayed" not in reply.headers for reply in replies) == 1
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1
    assert await gateway.db.fetchval("SELECT count(*) FROM comics") == 1


async def test_the_same_key_with_another_body_is_refused(gateway: RunningGateway) -> None:
    headers = {"Idempotency-Key": "k-1"}
    await gateway.client.post("/api/v1/comics", json=BODY, headers=headers)
    other = {"data": {"query": "해저 도시"}}
    reply = await gateway.client.post("/api/v1/comics", json=other, headers=headers)
    assert reply.status_code == 422
    assert reply.json()["type"] == "/problems/idempotency_mismatch"
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1


async def test_another_owner_may_use_the_same_key(keyed_gateway: RunningGateway) -> None:
    made = set()
    for key in KEYS:
        headers = {"Idempotency-Key": "k-1", "X-API-Key": key}
        reply = await keyed_gateway.client.post("/api/v1/comics", json=BODY, headers=headers)
        made.add(reply.json()["comic_id"])
    assert len(made) == 2


async def test_keys_that_are_none(gateway: RunningGateway) -> None:
    for key in ("", "a" * 256, "a b", "tab\tbed", "é"):
        headers = {b"Idempotency-Key": key.encode("latin-1")}
        reply = await gateway.client.post("/api/v1/comics", json=BODY, headers=headers)
        assert reply.status_code == 400
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0
