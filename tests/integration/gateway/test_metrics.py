"""GET /metrics, as Prometheus reads it."""

from collections.abc import Callable
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway
from tests.servers import ServerPair

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


async def _scrape(gateway: RunningGateway) -> Samples:
    reply = await gateway.client.get("/metrics")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(reply.text)
        for sample in family.samples
    }


def _value(samples: Samples, name: str, **labels: str) -> float:
    return samples[name, frozenset(labels.items())]


async def test_what_is_told(gateway: RunningGateway) -> None:
    await gateway.accept()
    await gateway.accept()
    for path in ("/nowhere", "/livez"):
        await gateway.client.get(path)
    await gateway.client.request("PROPFIND", "/livez")
    await gateway.db.execute(
        "INSERT INTO workers (id, queues, running, probes, stats) VALUES ('w', $1, 3, $2, $3)",
        ["comic_task_queue"],
        {"llm": {"ok": True, "detail": ""}, "image": {"ok": False, "detail": "x"}},
        {"runs": [{"type": "comic", "end": "failed", "count": 2, "seconds": 1.5}]},
    )
    await gateway.db.execute(
        "INSERT INTO recommendation_outcomes VALUES ('message', 'timeout', 4, 40.5)"
    )
    samples = await _scrape(gateway)
    requests = "newsum_http_request_seconds_count"
    assert _value(samples, requests, method="POST", status="202") == 2
    assert _value(samples, requests, method="GET", status="404") == 1
    assert _value(samples, requests, method="OTHER", status="405") == 1
    assert _value(samples, "newsum_http_request_seconds_sum", method="POST", status="202") > 0
    assert _value(samples, "newsum_queue_waiting_tasks", queue="comic_task_queue") == 2
    assert _value(samples, "newsum_worker_running_tasks", worker="w") == 3
    assert _value(samples, "newsum_service_up", service="llm") == 1
    assert _value(samples, "newsum_service_up", service="image") == 0
    run = {"worker": "w", "type": "comic", "end": "failed"}
    assert _value(samples, "newsum_task_run_seconds_count", **run) == 2
    assert _value(samples, "newsum_task_run_seconds_sum", **run) == 1.5
    message = {"what": "message", "outcome": "timeout"}
    assert _value(samples, "newsum_recommendation_seconds_sum", **message) == 40.5
    assert _value(samples, "newsum_database_up") == 1
    assert _value(samples, "newsum_open_streams") == 0


async def test_a_stream_waits_on_purpose(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    async with gateway.client.stream("GET", f"/api/v1/comics/{comic_id}/events"):
        assert _value(await _scrape(gateway), "newsum_open_streams") == 1
    await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")


async def test_without_a_database_a_gateway_tells_what_it_knows(
    private_servers: Callable[[], ServerPair], tmp_path: Path
) -> None:
    servers = private_servers()
    endpoints = Endpoints(servers.new_database(), servers.redis_url)
    async with running_gateway(endpoints, tmp_path) as gateway:
        servers.postgres.kill()
        samples = await _scrape(gateway)
        assert _value(samples, "newsum_database_up") == 0
        assert _value(samples, "newsum_open_streams") == 0
        assert not any(name == "newsum_queue_waiting_tasks" for name, _ in samples)
