"""Health, load, documentation."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway
from tests.integration.gateway.finished import finish
from tests.servers import ServerPair

WELL = {"ok": True, "detail": ""}
DOWN = {"ok": False, "detail": "upstream_unreachable"}


COMICS, CHAT = "comic_task_queue", "chat_task_queue"
ALL = (
    COMICS,
    CHAT,
    "llm_summary_queue",
    "llm_request_queue",
    "llm_chat_queue",
    "scenario_edit_queue",
    "script_task_queue",
    "recommendation_queue",
)


async def _worker(gateway: RunningGateway, queues: Sequence[str] = ALL, **probes: object) -> None:
    await gateway.db.execute(
        "INSERT INTO workers (id, queues, probes) VALUES ('w', $1, $2) "
        "ON CONFLICT (id) DO UPDATE SET queues = excluded.queues, probes = excluded.probes",
        list(queues),
        probes,
    )


async def test_health_tells_the_truth(gateway: RunningGateway) -> None:
    cases: list[tuple[Sequence[str], dict[str, object], int, str]] = [
        (ALL, {"llm": WELL, "image": WELL}, 200, "healthy"),
        (ALL, {"llm": WELL, "image": DOWN}, 200, "degraded"),
        (ALL, {"llm": DOWN, "image": WELL}, 503, "unhealthy"),
        (ALL, {"llm": WELL, "image": WELL, "llm:llama3": DOWN}, 200, "degraded"),
        (ALL, {"image": WELL}, 503, "unhealthy"),  # no model is configured
        ((CHAT,), {"llm": WELL}, 200, "degraded"),
        ((COMICS,), {"llm": WELL, "image": WELL}, 200, "degraded"),
        ((COMICS,), {"llm": WELL, "image": DOWN}, 503, "unhealthy"),
        ((COMICS,), {"llm": WELL, "image": WELL, "storage": DOWN}, 503, "unhealthy"),
    ]
    reply = await gateway.client.get("/health")
    assert reply.status_code == 503  # nobody works
    for queues, probes, code, status in cases:
        await _worker(gateway, queues, **probes)
        reply = await gateway.client.get("/health")
        health = reply.json()
        assert (reply.status_code, health["status"]) == (code, status), probes
        assert health["task_manager_ready"] is True
        assert health["async_support"] is True
        assert health["prompt_template_ready"] is True
        assert health["llm_initialized"] is (probes.get("llm") is WELL)
        assert health["queues"] == {queue: int(queue in queues) for queue in ALL}


async def test_a_worker_that_fell_silent_does_not_count(gateway: RunningGateway) -> None:
    await _worker(gateway, llm=WELL, image=WELL)
    await gateway.db.execute("UPDATE workers SET seen_at = now() - interval '1 minute'")
    assert (await gateway.client.get("/health")).status_code == 503


async def test_without_its_servers(
    private_servers: Callable[[], ServerPair], tmp_path: Path
) -> None:
    servers = private_servers()
    endpoints = Endpoints(servers.new_database(), servers.redis_url)
    async with running_gateway(endpoints, tmp_path) as gateway:
        await _worker(gateway, llm=WELL, image=WELL)
        servers.valkey.kill()
        assert (await gateway.client.get("/readyz")).status_code == 200
        health = (await gateway.client.get("/health")).json()
        assert health["status"] == "degraded"
        comic_id = await gateway.accept()

        servers.postgres.kill()
        ready = await gateway.client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"]["ok"] is False
        assert (await gateway.client.get("/health")).status_code == 503
        assert (await gateway.client.get("/livez")).status_code == 200
        status = await gateway.client.get("/async-status")
        assert status.json()["task_manager_available"] is False
        for method, path in (("POST", "/api/v1/comics"), ("GET", f"/api/v1/comics/{comic_id}")):
            body = {"data": {"query": "우주 엘리베이터"}} if method == "POST" else None
            reply = await gateway.client.request(method, path, json=body)
            assert reply.status_code == 503
            assert reply.json()["type"] == "/problems/database_down"
            assert int(reply.headers["retry-after"]) >= 1

        servers.postgres.start()
        reply = await gateway.client.get(f"/api/v1/comics/{comic_id}")
        assert reply.status_code == 200


async def test_load(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    await gateway.start(await gateway.accept())

    root = (await gateway.client.get("/")).json()
    assert root["message"] == "NewSum AI Service"
    assert root["status"] == "running"
    assert (await gateway.client.get("/async-status")).json() == {
        "task_manager_available": True,
        "active_tasks": 1,
        "total_completed": 1,
        "server_mode": "async_enabled",
    }
    load = (await gateway.client.get("/performance")).json()
    assert set(load["system"]) == {
        "cpu_percent",
        "memory_total",
        "memory_available",
        "memory_percent",
    }
    assert set(load["process"]) == {"pid", "memory_rss", "memory_vms", "cpu_percent"}
    assert load["process"]["pid"] == os.getpid()
    assert load["async_status"] == {
        "task_manager_available": True,
        "active_tasks": 1,
        "completed_tasks": 1,
    }


async def test_swagger_needs_no_internet(gateway: RunningGateway) -> None:
    page = await gateway.client.get("/swagger")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "http" not in policy
    referred = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(referred) >= 4
    for address in referred:
        assert "//" not in address
        assert (await gateway.client.get(f"/{address}")).status_code == 200
    start = (await gateway.client.get("/static/swagger.js")).text
    assert "//" not in start
    assert 'url: "schema.json"' in start
    assert "validatorUrl: null" in start


async def test_the_schema_describes_the_api(gateway: RunningGateway) -> None:
    schema = (await gateway.client.get("/schema.json")).json()
    assert schema["openapi"].startswith("3.")
    create = schema["paths"]["/api/v1/comics"]["post"]
    assert "application/problem+json" in create["responses"]["422"]["content"]
    assert {each["name"] for each in create["parameters"]} >= {"Idempotency-Key"}
    assert set(schema["components"]["securitySchemes"]) == {"Bearer", "X-API-Key"}
    assert "HTTPValidationError" not in schema["components"]["schemas"]


async def test_every_example_of_the_schema_is_accepted(gateway: RunningGateway) -> None:
    schema = (await gateway.client.get("/schema.json")).json()
    posts = {path: each["post"] for path, each in schema["paths"].items() if "post" in each}
    bodies = {path: each["requestBody"] for path, each in posts.items() if "requestBody" in each}
    assert len(bodies) == 9
    for path, body in bodies.items():
        name = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        example = schema["components"]["schemas"][name]["example"]
        if path.endswith("-stream"):
            continue  # the same body as the other edits, answered by a stream without an end
        headers = {"Prefer": "respond-async"}
        reply = await gateway.client.post(path, json=example, headers=headers)
        assert reply.status_code == 202, (path, reply.text)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_an_open_gateway_says_so(endpoints: Endpoints, tmp_path: Path, host: str) -> None:
    async with running_gateway(endpoints, tmp_path, APP_HOST=host):
        log = (tmp_path / "logs" / "app.log").read_text()
    level = "info" if host == "127.0.0.1" else "warning"
    assert any("no_api_keys" in line and f'"{level}"' in line for line in log.splitlines())
