"""A script as a plain call, for whoever brings a process of their own (a Celery worker, say).

Everything that has a loop or a pool is opened for the call and closed with it, so calls may follow
one another in one process, each in a loop of its own. Nothing is queued: a process that dies takes
its script with it. Who wants a script that survives sends it to ``POST /api/v1/scripts``.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import structlog

from app.config.settings import Settings, load_settings
from app.domain.errors import DeadlineExceeded
from app.domain.script import ScriptRequest
from app.domain.script_draft import ScriptResult
from app.domain.script_news import NewsImage
from app.domain.steps import Result
from app.domain.task import Event
from app.embedded.endpoints import resolve_endpoints
from app.repositories.migrate import migrate
from app.services.storage.paths import StoragePaths
from app.tasks.leases import LeaseTimes
from app.tasks.loops import repeat
from app.workflows.script_result import script_result
from app.workflows.script_state import ScriptState
from app.workflows.script_workflow import build_script_workflow
from workers.engine import Connections, connect
from workers.models import initialize_llm_async
from workers.scripts import script_services
from workers.workshop import open_workshop

log = structlog.get_logger(__name__)


def generate_script(request: ScriptRequest) -> ScriptResult:
    """As ``generate_script_async``, for code that runs in no loop (RuntimeError when it does)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(generate_script_async(request))
    raise RuntimeError("이벤트 루프 안에서는 await generate_script_async(request)를 쓰세요.")


async def generate_script_async(
    request: ScriptRequest, settings: Settings | None = None
) -> ScriptResult:
    """The script; its images' addresses are paths of local files or those of the object store.

    Raises an AppError whose detail says why there is none.
    """
    settings = settings or load_settings()
    try:
        async with asyncio.timeout(settings.SCRIPT_DEADLINE):
            state = await _written(request, settings)
    except TimeoutError as exc:
        raise DeadlineExceeded from exc
    paths = StoragePaths(settings.IMAGE_STORAGE_PATH, settings.REPORT_STORAGE_PATH)
    return script_result(state, lambda image: _place(image, paths))


async def _written(request: ScriptRequest, settings: Settings) -> ScriptState:
    endpoints = await asyncio.to_thread(resolve_endpoints, settings)
    await migrate(endpoints.postgres)
    async with (
        connect(endpoints, settings) as connections,
        _slots_renewed(connections, settings.TASK_LEASE_SECONDS),
        open_workshop(settings, endpoints, connections) as workshop,
    ):
        services = await script_services(workshop, await initialize_llm_async(workshop))
        graph = build_script_workflow(services, _UnkeptSteps(), _LoggedProgress(), None)
        state = await graph.ainvoke(ScriptState(request=request, warnings=[]))
    return cast(ScriptState, state)


@asynccontextmanager
async def _slots_renewed(connections: Connections, lease_seconds: float) -> AsyncIterator[None]:
    """A worker's heartbeat does it for tasks; without it others would take our calls' slots."""
    every = LeaseTimes(lease_seconds).heartbeat
    renewing = asyncio.create_task(repeat(connections.slots.renew, every=every, name="slots"))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


class _UnkeptSteps:
    """A StepLedger for a run that nobody can resume."""

    async def once(
        self,
        key: str,
        step: Callable[[], Awaitable[Result]],
        result_type: type[Result],
        *,
        event: Callable[[Result], Event] | None = None,
    ) -> Result:
        return await step()


class _LoggedProgress:
    """A Teller whose only reader is the log."""

    async def tell(self, *events: Event) -> None:
        self.tell_with_next_checkpoint(*events)

    def tell_with_next_checkpoint(self, *events: Event) -> None:
        for event in events:
            log.info("script_progress", kind=event.kind, **event.data)


def _place(image: NewsImage, paths: StoragePaths) -> str:
    return image.stored_url or str(paths.path_for(image.key))
