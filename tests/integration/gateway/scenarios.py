"""Stories as clients see them, and a worker that writes one by hand."""

import asyncio
from typing import Any
from uuid import UUID

import httpx2

from app.domain.errors import AppError
from app.tasks.runs import Run
from tests.gateway_server import RunningGateway
from tests.scenario_payload import PAYLOAD

RESULT = {"chapterId": "async-test-001", "story": '[{"turn_number":1}]', "isCustom": True}
LATER = {"Prefer": "respond-async"}


async def post(
    gateway: RunningGateway, path: str = "/edit-scenario", headers: Any = None, **members: Any
) -> httpx2.Response:
    """The documented edit, with ``members`` changed."""
    return await gateway.client.post(path, json={**PAYLOAD, **members}, headers=headers)


async def accepted(gateway: RunningGateway, **members: Any) -> str:
    """The address of an edit that nobody waits for."""
    reply = await post(gateway, headers=LATER, **members)
    assert reply.status_code == 202, reply.text
    return str(reply.json()["url"])


async def taken(gateway: RunningGateway, within: float = 5) -> Run:
    """The run of the one open task, as soon as there is one."""
    give_up = asyncio.get_running_loop().time() + within
    while asyncio.get_running_loop().time() < give_up:
        task_id = await gateway.db.fetchval("SELECT id FROM tasks WHERE status = 'PENDING'")
        if task_id is not None:
            return await gateway.worker.claim(UUID(str(task_id)))
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was accepted")


async def finish(gateway: RunningGateway, result: dict[str, Any] | None = None) -> None:
    """Write the open story."""
    await gateway.worker.finish(await taken(gateway), result=result or RESULT)


async def fail(gateway: RunningGateway, error: AppError) -> None:
    """Or do not."""
    run = await taken(gateway)
    await gateway.worker.finisher.fail(run.claim, error, dead=False)


async def told(gateway: RunningGateway, address: str) -> dict[str, Any]:
    """The task as clients poll it."""
    reply = await gateway.client.get(address)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())
