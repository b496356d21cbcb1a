"""The control endpoints: accounting, latency and faults, over HTTP."""

import asyncio
import time

import httpx2
import pytest

WEBHOOK = "/webhooks/comics"


@pytest.fixture
async def client(sandbox: str):
    async with httpx2.AsyncClient(base_url=sandbox, timeout=5) as client:
        yield client


async def calls_of(client: httpx2.AsyncClient, endpoint: str) -> dict:
    return (await client.get("/control/calls")).json()[endpoint]


async def add_fault(client: httpx2.AsyncClient, **fault: object) -> None:
    (await client.post("/control/faults", json=fault)).raise_for_status()


async def test_a_delivered_webhook_is_counted_and_remembered(client):
    await client.post(WEBHOOK, json={"제목": "만화"}, headers={"webhook-id": "w1"})

    [received] = (await client.get("/control/webhooks")).json()
    assert received["name"] == "comics"
    assert received["body"] == {"제목": "만화"}
    assert received["headers"]["webhook-id"] == "w1"
    calls = await calls_of(client, "webhook")
    assert (calls["started"], calls["finished"], calls["in_flight"]) == (1, 1, 0)
    assert calls["recent"][0]["outcome"] == "finished"


async def test_a_body_that_is_no_json_is_kept_as_text(client):
    await client.post(WEBHOOK, content=b"plain")

    assert (await client.get("/control/webhooks")).json()[0]["body"] == "plain"


async def test_a_status_fault_hits_the_next_calls_only(client):
    await add_fault(
        client, endpoint="webhook", kind="status", status=429, headers={"Retry-After": "2"}, times=2
    )

    replies = [await client.post(WEBHOOK, json={}) for _ in range(3)]

    assert [reply.status_code for reply in replies] == [429, 429, 200]
    assert replies[0].headers["retry-after"] == "2"
    assert len((await client.get("/control/webhooks")).json()) == 1


async def test_faults_are_suffered_in_the_order_they_were_added(client):
    await add_fault(client, endpoint="webhook", kind="status", status=503)
    await add_fault(client, endpoint="webhook", kind="status", status=500, times=None)

    replies = [await client.post(WEBHOOK, json={}) for _ in range(3)]

    assert [reply.status_code for reply in replies] == [503, 500, 500]


async def test_latency_and_delay_are_waited(client):
    (await client.put("/control/latency", json={"webhook": 0.2})).raise_for_status()
    await add_fault(client, endpoint="webhook", kind="delay", seconds=0.2)

    began = time.monotonic()
    reply = await client.post(WEBHOOK, json={})

    assert reply.status_code == 200
    assert time.monotonic() - began >= 0.4


async def test_bad_json_is_a_200_that_does_not_parse(client):
    await add_fault(client, endpoint="webhook", kind="bad_json")

    reply = await client.post(WEBHOOK, json={})

    assert reply.status_code == 200
    with pytest.raises(ValueError, match="Unterminated"):
        reply.json()


async def test_drop_resets_the_connection(client):
    await add_fault(client, endpoint="webhook", kind="drop")

    with pytest.raises(httpx2.TransportError):
        await client.post(WEBHOOK, json={})
    assert (await client.post(WEBHOOK, json={})).status_code == 200


async def test_a_client_that_leaves_cancels_its_call_at_once(client, sandbox):
    await add_fault(client, endpoint="webhook", kind="hang")
    async with httpx2.AsyncClient(base_url=sandbox) as leaver:
        pending = asyncio.create_task(leaver.post(WEBHOOK, json={}))
        await asyncio.sleep(0.1)
        assert (await calls_of(client, "webhook"))["in_flight"] == 1
        pending.cancel()
        await asyncio.gather(pending, return_exceptions=True)

    await asyncio.sleep(0.25)

    calls = await calls_of(client, "webhook")
    assert (calls["cancelled"], calls["in_flight"]) == (1, 0)
    assert calls["recent"][0]["outcome"] == "cancelled"


async def test_reset_forgets_everything(client):
    await client.post(WEBHOOK, json={})
    await add_fault(client, endpoint="webhook", kind="status", status=500)

    (await client.delete("/control")).raise_for_status()

    assert (await client.post(WEBHOOK, json={})).status_code == 200
    assert (await calls_of(client, "webhook"))["started"] == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"endpoint": "elsewhere", "kind": "drop"},
        {"endpoint": "chat", "kind": "explode"},
        {"endpoint": "chat", "kind": "status", "status": 200},
        {"endpoint": "chat", "kind": "drop", "unknown": 1},
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused(client, fault):
    assert (await client.post("/control/faults", json=fault)).status_code == 422


async def test_every_reply_says_that_no_model_made_it(client):
    for reply in (await client.get("/health"), await client.get("/nowhere")):
        assert reply.headers["x-newsum-sandbox"] == "made without a model"


async def test_the_control_endpoints_name_every_endpoint(client):
    names = set((await client.get("/control/calls")).json())

    assert {"chat", "txt2img", "search", "rss", "pages", "webhook"} <= names
