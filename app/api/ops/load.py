"""What the service is and how busy it is."""

from typing import Any

from fastapi import APIRouter

from app.dependencies import GatewayDep
from app.domain.errors import AppError
from app.tasks.manager import AsyncTaskManager

router = APIRouter(tags=["ops"])


@router.get("/")
async def root(gateway: GatewayDep) -> dict[str, str]:
    """서비스의 이름과 판입니다."""
    return {
        "message": gateway.settings.APP_NAME,
        "version": gateway.settings.APP_VERSION,
        "status": "running",
        "docs": "/swagger",
    }


@router.get("/async-status")
async def async_status(gateway: GatewayDep) -> dict[str, Any]:
    """비동기 작업의 수입니다. 끝난 작업이 많으면 그 수는 어림값입니다."""
    active, completed = await _counts(gateway.tasks)
    if active is None:
        return {"task_manager_available": False, "message": "데이터베이스를 사용할 수 없습니다."}
    return {
        "task_manager_available": True,
        "active_tasks": active,
        "total_completed": completed,
        "server_mode": "async_enabled" if gateway.settings.ASYNC_ENABLED else "one_at_a_time",
    }


@router.get("/performance")
async def performance(gateway: GatewayDep) -> dict[str, Any]:
    """기계와 게이트웨이 프로세스의 부하입니다."""
    sample = gateway.system.sample()
    active, completed = await _counts(gateway.tasks)
    return {
        "system": {
            "cpu_percent": sample.cpu_percent,
            "memory_total": sample.memory_total,
            "memory_available": sample.memory_available,
            "memory_percent": sample.memory_percent,
        },
        "process": {
            "pid": sample.pid,
            "memory_rss": sample.memory_rss,
            "memory_vms": sample.memory_vms,
            "cpu_percent": sample.process_cpu_percent,
        },
        "async_status": {
            "task_manager_available": active is not None,
            "active_tasks": active or 0,
            "completed_tasks": completed or 0,
        },
    }


async def _counts(tasks: AsyncTaskManager) -> tuple[int | None, int | None]:
    try:
        counts = await tasks.counts()
    except AppError:
        return None, None
    return counts.active, counts.completed
