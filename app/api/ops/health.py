"""What can be done right now, as the databases and the workers' own probes tell it."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.api.ops.checks import check_databases
from app.config.stand_ins import sandboxed_parts
from app.dependencies import GatewayDep
from app.domain.chat import ChatPayload, SummaryPayload
from app.domain.comic import ComicPayload
from app.domain.errors import AppError
from app.domain.llm_task import LLM_TASKS
from app.domain.recommendation import MessagesPayload
from app.domain.scenario import ScenarioPayload
from app.domain.script import ScriptPayload
from app.domain.task import TaskPayload
from app.lifespan import Gateway
from app.repositories.workers import WorkerRecord

router = APIRouter(tags=["ops"])

LANGUAGE_MODEL = "llm"
IMAGES = "image"
STORAGE = "storage"

_PRODUCTS: tuple[type[TaskPayload], ...] = (
    ComicPayload,
    ChatPayload,
    SummaryPayload,
    *LLM_TASKS,
    ScenarioPayload,
    ScriptPayload,
    MessagesPayload,
)
_MORE_NEEDS = {ComicPayload.queue: {IMAGES, STORAGE}, ScriptPayload.queue: {STORAGE}}


class Health(BaseModel):
    """The five documented members, what they rest on, and which parts the sandbox stands in for.

    ``queues`` counts the live workers of each. "unhealthy": nothing works; "degraded": not all.
    """

    status: str
    llm_initialized: bool
    prompt_template_ready: bool
    task_manager_ready: bool
    async_support: bool = True
    workers: int
    queues: dict[str, int]
    sandbox: list[str]
    checks: dict[str, dict[str, Any]]


class Readiness(BaseModel):
    """Whether this gateway can accept work."""

    status: str
    checks: dict[str, dict[str, Any]]


@router.get("/health", responses={503: {"model": Health}})
async def health(gateway: GatewayDep, response: Response) -> Health:
    """무엇이 되고 무엇이 안 되는지 사실대로 알립니다. 아무 일도 할 수 없으면 503입니다."""
    report = await _health(gateway)
    if report.status == "unhealthy":
        response.status_code = 503
    return report


@router.get("/readyz", responses={503: {"model": Readiness}})
async def readyz(gateway: GatewayDep, response: Response) -> Readiness:
    """요청을 접수할 수 있는지 알립니다."""
    database, redis = await check_databases(gateway)
    checks: dict[str, dict[str, Any]] = {"database": vars(database), "redis": vars(redis)}
    # Only the workers' word is heard: they are the ones that write.
    probes = _merged_probes(await _live_workers(gateway)) if database.ok else {}
    if storage := probes.get(STORAGE):
        checks[STORAGE] = storage
    status = "ready" if database.ok and (not storage or storage["ok"]) else "not_ready"
    if gateway.stopping.is_set():
        status = "stopping"
    if status != "ready":
        response.status_code = 503
    return Readiness(status=status, checks=checks)


@router.get("/livez")
async def livez() -> dict[str, str]:
    """프로세스가 살아 있습니다."""
    return {"status": "alive"}


async def _health(gateway: Gateway) -> Health:
    database, redis = await check_databases(gateway)
    workers = await _live_workers(gateway) if database.ok else []
    queues = {
        payload.queue: sum(payload.queue in worker.queues for worker in workers)
        for payload in _PRODUCTS
    }
    probes = _merged_probes(workers)
    model = probes.get(LANGUAGE_MODEL, {"ok": False})["ok"]
    down = {name for name, probe in probes.items() if not probe["ok"]}
    served = [queue for queue, serving in queues.items() if serving]
    working = [queue for queue in served if not _MORE_NEEDS.get(queue, set()) & down]
    whole = redis.ok and not down and len(working) == len(queues)
    return Health(
        status="unhealthy" if not (model and working) else "healthy" if whole else "degraded",
        llm_initialized=model,
        prompt_template_ready=bool(workers),
        task_manager_ready=database.ok,
        workers=len(workers),
        queues=queues,
        sandbox=list(sandboxed_parts(gateway.settings)),
        checks={"database": vars(database), "redis": vars(redis), **probes},
    )


async def _live_workers(gateway: Gateway) -> list[WorkerRecord]:
    try:
        return await gateway.workers.live()
    except AppError:
        return []


def _merged_probes(workers: Sequence[WorkerRecord]) -> dict[str, dict[str, Any]]:
    """An endpoint is well when any worker reaches it."""
    merged: dict[str, dict[str, Any]] = {}
    for worker in workers:
        for name, probe in worker.probes.items():
            if name not in merged or probe["ok"]:
                merged[name] = probe
    return merged
