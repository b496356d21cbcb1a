"""For operators: queues, workers, and the dead letters that somebody must decide about."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel

from app.dependencies import GatewayDep
from app.domain.errors import NotFound
from app.domain.task import Json
from app.repositories.llm_usage import LlmUsageRepository
from app.tasks.views import DeadLetter

router = APIRouter(prefix="/api/v1/ops", tags=["ops"])


class Queue(BaseModel):
    """A queue with tasks that wait, as PostgreSQL knows them."""

    name: str
    waiting: int


class Worker(BaseModel):
    """A live worker process."""

    id: str
    queues: list[str]
    running: int
    probes: Json
    stats: Json


class DeadLetterPage(BaseModel):
    """Newest first; ``next_before`` is null on the last page."""

    dead_letters: list[DeadLetter]
    next_before: datetime | None


class ModelUsage(BaseModel):
    """What a task asked of one language model, over all its attempts."""

    model: str
    calls: int
    prompt_tokens: int
    completion_tokens: int


class Decision(BaseModel):
    """What became of a dead letter."""

    task_id: UUID
    status: str


@router.get("/queues")
async def list_queues(gateway: GatewayDep) -> list[Queue]:
    """대기열마다 기다리는 작업 수입니다."""
    depths = await gateway.tasks.queue_depths()
    return [Queue(name=name, waiting=waiting) for name, waiting in sorted(depths.items())]


@router.get("/workers")
async def list_workers(gateway: GatewayDep) -> list[Worker]:
    """살아 있는 워커와, 워커가 확인한 모델 서버의 상태입니다."""
    return [Worker(**vars(worker)) for worker in await gateway.workers.live()]


@router.get("/tasks/{task_id}/usage")
async def list_model_usage(task_id: UUID, gateway: GatewayDep) -> list[ModelUsage]:
    """작업이 언어 모델마다 부른 횟수와 토큰 수입니다. 다시 시작한 작업이면 모두 더한 값입니다."""
    used = await LlmUsageRepository(gateway.database).of_task(task_id)
    return [ModelUsage(**vars(usage)) for usage in used]


@router.get("/dead-letters")
async def list_dead_letters(
    gateway: GatewayDep,
    before: AwareDatetime | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DeadLetterPage:
    """포기한 작업을 새것부터, 이유와 함께 보여 줍니다."""
    found = await gateway.tasks.dead_letters(before=before, limit=limit + 1)
    page = found[:limit]
    return DeadLetterPage(
        dead_letters=page, next_before=page[-1].finished_at if len(found) > limit else None
    )


@router.post("/dead-letters/{task_id}/requeue", status_code=202)
async def requeue_dead_letter(task_id: UUID, gateway: GatewayDep) -> Decision:
    """포기한 작업을 새 기한으로 다시 시작합니다. 끝난 단계는 되풀이하지 않습니다."""
    if not await gateway.tasks.requeue(task_id):
        raise _not_dead()
    return Decision(task_id=task_id, status="PENDING")


@router.post("/dead-letters/{task_id}/purge")
async def purge_dead_letter(task_id: UUID, gateway: GatewayDep) -> Decision:
    """포기한 작업을 목록에서 지웁니다. 작업 기록은 보관 기간까지 남습니다."""
    if not await gateway.tasks.purge(task_id):
        raise _not_dead()
    return Decision(task_id=task_id, status="FAILED")


def _not_dead() -> NotFound:
    return NotFound("포기한 작업 목록에 그런 작업이 없습니다.")
