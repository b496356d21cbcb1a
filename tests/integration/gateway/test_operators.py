"""The operators' routes: queues, workers, and what becomes of dead letters."""

from uuid import uuid4

from app.domain.current_run import running
from app.domain.errors import ProviderUnavailable
from app.repositories.llm_usage import LlmUsageRepository
from tests.gateway_server import RunningGateway
from tests.integration.gateway.conftest import KEYS, OPS_KEY


async def test_queues_count_what_waits(gateway: RunningGateway) -> None:
    await gateway.accept()
    await gateway.accept()
    reply = await gateway.client.get("/api/v1/ops/queues")
    assert reply.json() == [{"name": "comic_task_queue", "waiting": 2}]


async def test_workers_are_listed(gateway: RunningGateway) -> None:
    await gateway.db.execute("INSERT INTO workers (id, queues) VALUES ('here:1', '{a,b}')")
    reply = await gateway.client.get("/api/v1/ops/workers")
    assert reply.json() == [
        {"id": "here:1", "queues": ["a", "b"], "running": 0, "probes": {}, "stats": {}}
    ]


async def test_what_a_task_asked_of_the_models_is_added_up(gateway: RunningGateway) -> None:
    task_id = (await gateway.start(await gateway.accept())).id
    path = f"/api/v1/ops/tasks/{task_id}/usage"
    assert (await gateway.client.get(path)).json() == []
    usage = LlmUsageRepository(gateway.db)
    with running(task_id, seconds_left=60):
        await usage.record("llama3", 7, 3)
        await usage.record("llama3", 70, 30)
        await usage.record("gemini-2.5-flash", 1, 2)
    await usage.record("llama3", 1000, 1000)
    with running(uuid4(), seconds_left=60):
        await usage.record("llama3", 1000, 1000)
    assert (await gateway.client.get(path)).json() == [
        {"model": "gemini-2.5-flash", "calls": 1, "prompt_tokens": 1, "completion_tokens": 2},
        {"model": "llama3", "calls": 2, "prompt_tokens": 77, "completion_tokens": 33},
    ]


async def dead_comic(gateway: RunningGateway) -> tuple[str, str]:
    comic_id = await gateway.accept()
    run = await gateway.start(comic_id)
    await gateway.worker.finisher.fail(run.claim, ProviderUnavailable(), dead=True)
    return comic_id, str(run.id)


async def test_a_dead_letter_is_shown_and_starts_over(gateway: RunningGateway) -> None:
    comic_id, task_id = await dead_comic(gateway)
    page = (await gateway.client.get("/api/v1/ops/dead-letters")).json()
    [letter] = page["dead_letters"]
    assert (letter["id"], letter["error"]["slug"]) == (task_id, "upstream_error")
    assert page["next_before"] is None
    path = f"/api/v1/ops/dead-letters/{task_id}"
    assert (await gateway.client.post(f"{path}/requeue")).status_code == 202
    assert (await gateway.client.post(f"{path}/requeue")).status_code == 404
    status = (await gateway.client.get(f"/api/v1/comics/status/{comic_id}")).json()
    assert status["status"] == "STARTED"
    assert status["error_details"] is None
    assert (await gateway.start(comic_id)).claim.attempt == 2


async def test_a_purged_dead_letter_leaves_the_list(gateway: RunningGateway) -> None:
    _, task_id = await dead_comic(gateway)
    path = f"/api/v1/ops/dead-letters/{task_id}"
    assert (await gateway.client.post(f"{path}/purge")).status_code == 200
    assert (await gateway.client.post(f"{path}/purge")).status_code == 404
    assert (await gateway.client.get("/api/v1/ops/dead-letters")).json()["dead_letters"] == []


async def test_the_list_has_pages(gateway: RunningGateway) -> None:
    wanted = [(await dead_comic(gateway))[1] for _ in range(3)][::-1]
    first = (await gateway.client.get("/api/v1/ops/dead-letters?limit=2")).json()
    second = await gateway.client.get(
        "/api/v1/ops/dead-letters", params={"before": first["next_before"]}
    )
    pages = [*first["dead_letters"], *second.json()["dead_letters"]]
    assert [letter["id"] for letter in pages] == wanted


async def test_with_keys_set_only_an_ops_key_opens_them(keyed_gateway: RunningGateway) -> None:
    client = keyed_gateway.client
    for method, path in (
        ("GET", "queues"),
        ("GET", "workers"),
        ("GET", "dead-letters"),
        ("POST", f"dead-letters/{uuid4()}/requeue"),
        ("POST", f"dead-letters/{uuid4()}/purge"),
    ):
        address = f"/api/v1/ops/{path}"
        for key in ("", *KEYS):
            reply = await client.request(method, address, headers={"X-API-Key": key})
            assert reply.status_code == 401, path
        reply = await client.request(method, address, headers={"X-API-Key": OPS_KEY})
        assert reply.status_code in (200, 404), path
    assert (await client.get("/api/v1/comics", headers={"X-API-Key": OPS_KEY})).status_code == 401
