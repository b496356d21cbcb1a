"""Whether comics can be made right now, as the databases and the workers' own probes tell it."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.api.ops.checks import check_databases
from app.config.stand_ins import sandboxed_parts
from app.dependencies import GatewayDep
from app.domain.comic import ComicPayload
from app.domain.errors import AppError
from app.lifespan import Gateway
from app.repositories.workers import WorkerRecord

router = APIRouter(tags=["ops"])

LANGUAGE_MODEL = "llm"
FURTHER_MODELS = "llm:"  # their probes' names begin so: without one of them most still works
STORAGE = "storage"


class Health(BaseModel):
    """The five documented members, what they rest on, and which parts the sandbox stands in for."""

    status: str
    llm_initialized: bool
    prompt_template_ready: bool
    task_manager_ready: bool
    async_support: bool = True
    workers: int
    sandbox: list[str]
    checks: dict[str, dict[str, Any]]


class Readiness(BaseModel):
    """Whether this gateway can accept work."""

    status: str
    checks: dict[str, dict[str, Any]]


@router.get("/health", responses={503: {"model": Health}})
async def health(gateway: GatewayDep, response: Response) -> Health:
    """만화를 만들 수 있는 상태인지 사실대로 알립니다. 만들 수 없으면 503입니다."""
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
    probes = _merged_probes(await _comic_workers(gateway)) if database.ok else {}
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
    workers = await _comic_workers(gateway) if database.ok else []
    probes = _merged_probes(workers)
    down = {name for name, probe in probes.items() if not probe["ok"]}
    needed = {name for name in down if not name.startswith(FURTHER_MODELS)}
    works = database.ok and bool(workers) and not needed
    return Health(
        status="unhealthy" if not works else "healthy" if redis.ok and not down else "degraded",
        llm_initialized=probes.get(LANGUAGE_MODEL, {"ok": False})["ok"],
        prompt_template_ready=bool(workers),
        task_manager_ready=database.ok,
        workers=len(workers),
        sandbox=list(sandboxed_parts(gateway.settings)),
        checks={"database": vars(database), "redis": vars(redis), **probes},
    )


async def _comic_workers(gateway: Gateway) -> list[WorkerRecord]:
    try:
        live = await gateway.workers.live()
    except AppError:
        return []
    return [worker for worker in live if ComicPayload.queue in worker.queues]


def _merged_probes(workers: Sequence[WorkerRecord]) -> dict[str, dict[str, Any]]:
    """An endpoint is well when any worker reaches it."""
    merged: dict[str, dict[str, Any]] = {}
    for worker in workers:
        for name, probe in worker.probes.items():
            if name not in merged or probe["ok"]:
                merged[name] = probe
    return merged
