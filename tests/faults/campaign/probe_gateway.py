"""The product's gateway, and a route through which probes are accepted and cancelled."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.idempotency import idempotency_key
from app.config.startup import settings_or_exit
from app.dependencies import GatewayDep, Owner
from app.domain.ids import new_task_id
from app.gateway import create_app
from app.server import serve
from app.tasks.submission import Submission
from tests.engine_worker import ProbeTask

router = APIRouter()


class ProbeRequest(BaseModel):
    """A probe, and what the engine wants to know of a task."""

    payload: ProbeTask
    deadline: float
    lane: str | None = None


@router.post("/probes", status_code=202)
async def accept(
    request: Request, probe: ProbeRequest, gateway: GatewayDep, owner: Owner
) -> dict[str, str]:
    """Answers after the commit, as every route that makes a task."""
    key = request.headers.get("idempotency-key")
    task_id = new_task_id()
    submission = Submission(
        task_id=task_id,
        payload=probe.payload,
        owner=owner,
        deadline=probe.deadline,
        answer={"task_id": str(task_id)},
        idempotency=idempotency_key(key, ProbeTask.task_type, probe),
        lane=probe.lane,
    )
    accepted = await gateway.tasks.submit(submission)
    return {"task_id": accepted.answer["task_id"]}


@router.post("/probes/{task_id}/cancel", status_code=202)
async def cancel(task_id: UUID, gateway: GatewayDep, response: Response) -> None:
    """202 when it is cancelled, now or before; 409 when it had ended otherwise."""
    if not await gateway.tasks.cancel(task_id):
        task = await gateway.tasks.get(task_id)
        if task is None or task.status != "CANCELLED":
            response.status_code = 409


if __name__ == "__main__":
    app = create_app(settings_or_exit())
    app.include_router(router)
    serve(app)
