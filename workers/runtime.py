"""The worker: fetch, claim, run, heartbeat, drain. One per process; any number of processes."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import cancel_until_ended, raise_if_cancelled
from app.config.settings import EngineSettings, WorkerSettings
from app.database import Database
from app.domain.errors import DatabaseDown
from app.observability.watchdog import Watchdog
from app.tasks.finish import Finisher
from app.tasks.leases import Leases
from app.tasks.loops import repeat
from app.tasks.outbox import Outbox
from app.tasks.presence import Presence
from app.tasks.retention import Retention
from app.tasks.runs import Claim
from app.tasks.slots import FleetSlots
from app.tasks.sweep import Sweeper
from app.tasks.wakeups import CANCEL_CHANNEL, Wakeups, listen, pop_wakeups
from workers.execution import Execution
from workers.isolation import run_isolated

HEARTBEATS_PER_LEASE = 4
_BATCH = 200
_RECONNECT_SECONDS = 1.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Parts:
    """What the composition root gives the runtime."""

    db: Database
    redis: Redis
    wakeups: Wakeups
    finisher: Finisher
    execution: Execution
    leases: Leases
    slots: FleetSlots
    sweeper: Sweeper
    outbox: Outbox
    retention: Retention
    presence: Presence
    watchdog: Watchdog


class WorkerRuntime:
    """``run()`` until told to stop, then drain."""

    def __init__(
        self,
        parts: Parts,
        queues: Sequence[str],
        concurrency: int,
        engine: EngineSettings,
        worker: WorkerSettings,
    ) -> None:
        self._parts = parts
        self._queues = deque(queues)
        self._concurrency = concurrency
        self._engine = engine
        self._worker = worker
        self._runs: dict[UUID, tuple[Claim, asyncio.Task[None]]] = {}
        self._room = asyncio.Event()
        self._draining = False
        self._isolated: asyncio.Task[int] | None = None

    async def run(self, stop: asyncio.Event, only: UUID | None = None) -> None:
        """Work until ``stop`` is set (or, with ``only``, until that one task ended), then drain."""
        parts = self._parts
        async with asyncio.TaskGroup() as group:
            background = [
                group.create_task(loop)
                for loop in (
                    parts.wakeups.run(),
                    parts.finisher.run(),
                    parts.sweeper.run(),
                    parts.outbox.run(),
                    parts.retention.run(),
                    parts.watchdog.run(),
                    parts.presence.run(lambda: len(self._runs)),
                    repeat(
                        self._heartbeat,
                        every=self._engine.TASK_LEASE_SECONDS / HEARTBEATS_PER_LEASE,
                        name="heartbeat",
                    ),
                    listen(parts.redis, CANCEL_CHANNEL, self._cancel),
                )
            ]
            intake = (
                [
                    group.create_task(self._fetch(group)),
                    group.create_task(
                        repeat(
                            partial(self._poll, group),
                            every=self._engine.TASK_POLL_SECONDS,
                            name="poll",
                        )
                    ),
                ]
                if only is None
                else [group.create_task(self._run_only(group, only, stop))]
            )
            await stop.wait()
            await cancel_until_ended(intake)
            await self._drain()
            await cancel_until_ended(background)
        await parts.presence.leave()

    async def _fetch(self, group: asyncio.TaskGroup) -> None:
        empty = 0
        while True:
            room = await self._wait_for_room()
            try:
                ids = await pop_wakeups(
                    self._parts.redis, self._queues, room, self._worker.LLM_WORKER_TIMEOUT
                )
            except (RedisError, OSError) as exc:
                raise_if_cancelled()
                log.warning("wakeups_unavailable", reason=type(exc).__name__)
                await asyncio.sleep(_RECONNECT_SECONDS)
                continue
            self._queues.rotate(-1)  # no queue starves another
            empty = 0 if ids else empty + 1
            if empty == self._worker.LLM_WORKER_MAX_EMPTY_CYCLES:
                await self._parts.presence.say_idle()
            if ids:
                await self._take(group, ids)

    async def _poll(self, group: asyncio.TaskGroup) -> None:
        room = self._concurrency - len(self._runs)
        if room <= 0:
            return
        due = await self._parts.leases.due(list(self._queues), min(room, _BATCH))
        await self._take(group, [task.id for task in due if not task.isolated])
        self._isolate(group, [task.id for task in due if task.isolated])

    async def _take(self, group: asyncio.TaskGroup, ids: Sequence[UUID]) -> None:
        if not ids:
            return
        try:
            claims = await self._parts.leases.claim(ids)
        except DatabaseDown:
            log.warning("claim_skipped", reason="database_down")  # the poll finds them
            await asyncio.sleep(_RECONNECT_SECONDS)
            return
        for claim in claims:
            self._start(group, claim)

    def _start(self, group: asyncio.TaskGroup, claim: Claim) -> asyncio.Task[None]:
        task = group.create_task(self._run(claim))
        self._runs[claim.id] = (claim, task)
        return task

    async def _run(self, claim: Claim) -> None:
        self._parts.wakeups.hint_events(claim.id)
        try:
            await self._parts.execution.run(claim)
            self._parts.presence.finished += 1
        except asyncio.CancelledError:
            if self._draining:
                await asyncio.shield(self._release(claim))
        finally:
            if self._runs.get(claim.id, (None,))[0] is claim:
                del self._runs[claim.id]
            self._room.set()
            self._parts.outbox.notice()

    async def _release(self, claim: Claim) -> None:
        try:
            await self._parts.finisher.release(claim)
        except DatabaseDown:
            log.warning("not_released", task_id=str(claim.id))  # its lease runs out

    async def _wait_for_room(self) -> int:
        while (room := self._concurrency - len(self._runs)) <= 0:
            self._room.clear()
            await self._room.wait()
        return min(room, _BATCH)

    def _isolate(self, group: asyncio.TaskGroup, ids: Sequence[UUID]) -> None:
        if ids and (self._isolated is None or self._isolated.done()):
            self._isolated = group.create_task(run_isolated(ids[0]))

    async def _run_only(self, group: asyncio.TaskGroup, task_id: UUID, stop: asyncio.Event) -> None:
        for claim in await self._parts.leases.claim([task_id], isolated=True):
            await self._start(group, claim)
        stop.set()

    async def _heartbeat(self) -> None:
        for task_id in await self._parts.leases.heartbeat([c for c, _ in self._runs.values()]):
            self._cancel(task_id)
        await self._parts.slots.renew()

    def _cancel(self, task_id: UUID) -> None:
        if task_id in self._runs:
            self._runs[task_id][1].cancel()

    async def _drain(self) -> None:
        """Let runs end by themselves for a while, then hand the rest over."""
        self._draining = True
        log.info("draining", running=len(self._runs))
        tasks = [task for _, task in self._runs.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=self._engine.TASK_DRAIN_SECONDS)
        rest: list[asyncio.Task[Any]] = [task for task in tasks if not task.done()]
        if self._isolated is not None and not self._isolated.done():
            rest.append(self._isolated)
        await cancel_until_ended(rest)
