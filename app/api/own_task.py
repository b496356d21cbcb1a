"""What all kinds of tasks share at the door: whose they are, and how they are cancelled."""

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from app.dependencies import GatewayDep, Owner
from app.domain.errors import Conflict, NotFound
from app.domain.task import TaskStatus
from app.lifespan import Gateway
from app.tasks.views import TaskView


def own_task(types: Collection[str], missing: str) -> Callable[..., Awaitable[TaskView]]:
    """A dependency: the path's task of one of ``types``; another's is as one that never was."""

    async def current_task(task_id: UUID, gateway: GatewayDep, owner: Owner) -> TaskView:
        task = await gateway.tasks.get(task_id)
        if task is None or task.owner != owner or task.type not in types:
            raise NotFound(missing)
        return task

    return current_task


async def cancel_task(gateway: Gateway, task_id: UUID, ended: str) -> TaskView:
    """Also when it was cancelled before. Raises Conflict with ``ended`` when it ended otherwise."""
    await gateway.tasks.cancel(task_id)
    now = await gateway.tasks.get(task_id)
    if now is None or now.status is not TaskStatus.CANCELLED:
        raise Conflict(ended)
    return now
