"""The worker: fetch, claim, run, heartbeat, drain. One per process; any number of processes."""

import asyncio
import time
from collections import deque
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import cancel_until_ended, raise_if_cancelled
from app.config.service_settings import EngineSettings, WorkerSettings
from app.domain.errors import DatabaseDown
from app.observability.watchdog import Watchdog
from app.tasks.finish import Finisher
from app.tasks.leases import Leases, LeaseTimes
from app.tasks.loops import repeat, survive
from app.tasks.outbox import Outbox
from app.tasks.presence import Presence
from app.tasks.retention import Retention
from app.tasks.runs import Claim
from app.tasks.slots import FleetSlots
from app.tasks.sweep import Sweeper
from app.tasks.wakeups import CANCEL_CHANNEL, Wakeups, listen, pop_wakeups
from workers.execution import Execution
from workers.isolation import ForkServer
from workers.running import RunningTasks
from workers.stats import WorkerStats

_BATCH = 200
_RECONNECT_SECONDS = 1.0
_MARGIN = 5.0  # seconds that a process needs beside its drain
_MOST_ISOLATED = 4  # processes at the same time, each with one task

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Parts:
    """What the composition root gives the runtime."""

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
    stats: WorkerStats
    watchdog: Watchdog
    isolation: ForkServer | None


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
        self._engine = engine
        self._worker = worker
        self._running = RunningTasks(concurrency)
        self._taking = asyncio.Lock()
        self._empty_cycles = 0
        self._draining = False
        self._isolated: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event, alone: UUID | None = None) -> None:
        """Work until ``stop`` is set, then drain.

        ``alone``: run this task and nothing else, then stop.
        """
        parts = self._parts
        async with asyncio.TaskGroup() as group:
            background = [group.create_task(loop) for loop in self._background()]
            intake = [group.create_task(loop) for loop in self._intake(group, alone, stop)]
            try:
                await stop.wait()
                async with self._taking:  # a claim that is broken off may have been committed
                    await cancel_until_ended(intake)
                await self._drain()
            finally:  # also when one of them failed: the process must end, not linger
                await cancel_until_ended([*intake, *background, *self._running.tasks])
        await parts.presence.leave()

    def _background(self) -> Iterable[Coroutine[Any, Any, None]]:
        parts = self._parts
        return (
            parts.wakeups.run(),
            parts.finisher.run(),
            parts.sweeper.run(),
            parts.outbox.run(),
            parts.retention.run(),
            parts.watchdog.run(),
            parts.presence.run(lambda: len(self._running)),
            repeat(
                self._heartbeat,
                every=LeaseTimes(self._engine.TASK_LEASE_SECONDS).heartbeat,
                name="heartbeat",
            ),
            listen(parts.redis, CANCEL_CHANNEL, self._running.cancel_task),
        )

    def _intake(
        self, group: asyncio.TaskGroup, alone: UUID | None, stop: asyncio.Event
    ) -> Iterable[Coroutine[Any, Any, None]]:
        if alone is not None:
            return (self._run_alone(group, alone, stop),)
        poll = partial(self._poll, group, stop)
        return (
            self._fetch(group),
            repeat(poll, every=self._engine.TASK_POLL_SECONDS, name="poll"),
        )

    async def _fetch(self, group: asyncio.TaskGroup) -> None:
        while True:
            await survive(partial(self._fetch_once, group), name="fetch")

    async def _fetch_once(self, group: asyncio.TaskGroup) -> None:
        room = await self._running.wait_for_room()
        timeout = self._worker.LLM_WORKER_TIMEOUT
        try:
            ids = await pop_wakeups(self._parts.redis, self._queues, min(room, _BATCH), timeout)
        except (RedisError, OSError, UnicodeDecodeError) as exc:
            raise_if_cancelled()
            log.warning("wakeups_unavailable", reason=type(exc).__name__)
            await asyncio.sleep(_RECONNECT_SECONDS)
            return
        self._queues.rotate(-1)  # no queue starves another
        self._empty_cycles = 0 if ids else self._empty_cycles + 1
        if self._empty_cycles == self._worker.LLM_WORKER_MAX_EMPTY_CYCLES:
            await self._parts.presence.say_idle()
        await self._take(group, ids)

    async def _poll(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        if room := self._running.room:
            await self._take(group, await self._parts.leases.due(self._queues, min(room, _BATCH)))
        await self._isolate(group, stop)

    async def _isolate(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        server, patience = self._parts.isolation, self._engine.TASK_DRAIN_SECONDS + _MARGIN
        while server is not None and len(self._isolated) < _MOST_ISOLATED:
            task_id = await self._parts.leases.reserve_isolated(self._queues)
            if task_id is None:
                return
            run = partial(server.run, task_id, stop, patience)
            isolated = group.create_task(survive(run, name="isolation"))
            self._isolated.add(isolated)
            isolated.add_done_callback(self._isolated.discard)

    async def _take(self, group: asyncio.TaskGroup, ids: Sequence[UUID]) -> None:
        """Claim and start those that there is room for; the poll finds the others."""
        try:
            async with self._taking:
                wanted = ids[: self._running.room]
                for claim in await self._parts.leases.claim(wanted) if wanted else ():
                    self._start(group, claim)
        except DatabaseDown:
            log.warning("claim_skipped", reason="database_down")
            await asyncio.sleep(_RECONNECT_SECONDS)

    def _start(self, group: asyncio.TaskGroup, claim: Claim) -> asyncio.Task[None]:
        task = group.create_task(self._run(claim))
        self._running.add(claim, task)
        return task

    async def _run(self, claim: Claim) -> None:
        self._parts.wakeups.hint_events(claim.id)
        began = time.monotonic()
        try:
            end = await self._parts.execution.run(claim)
            self._parts.stats.note(claim.type, end, time.monotonic() - began)
            self._parts.presence.finished += 1
        except asyncio.CancelledError:
            if self._draining:
                await asyncio.shield(self._release(claim))
        except Exception:  # of this run; the others go on, and the sweep takes its task from here
            log.exception("run_failed", task_id=str(claim.id))
        finally:
            self._parts.outbox.notice()

    async def _release(self, claim: Claim) -> None:
        try:
            await self._parts.finisher.release(claim)
        except DatabaseDown:
            log.warning("not_released", task_id=str(claim.id))  # its lease runs out

    async def _run_alone(
        self, group: asyncio.TaskGroup, task_id: UUID, stop: asyncio.Event
    ) -> None:
        if run := await self._start_alone(group, task_id):
            await asyncio.wait([run])  # told to stop: drain, not cancel
        stop.set()

    async def _start_alone(
        self, group: asyncio.TaskGroup, task_id: UUID
    ) -> asyncio.Task[None] | None:
        while True:
            try:
                async with self._taking:
                    claims = await self._parts.leases.claim([task_id], isolated=True)
                    return self._start(group, claims[0]) if claims else None
            except DatabaseDown:  # the reservation would have to run out first
                log.warning("claim_skipped", reason="database_down")
                await asyncio.sleep(_RECONNECT_SECONDS)

    async def _heartbeat(self) -> None:
        self._running.cancel_lost(await self._parts.leases.heartbeat(self._running.claims))
        await self._parts.slots.renew()

    async def _drain(self) -> None:
        """Let runs end by themselves for a while, then hand the rest over."""
        self._draining = True
        log.info("draining", running=len(self._running))
        tasks = self._running.tasks
        if tasks:
            await asyncio.wait(tasks, timeout=self._engine.TASK_DRAIN_SECONDS)
        await cancel_until_ended(tasks)
        if self._isolated:  # their processes were told at the same time
            await asyncio.wait(self._isolated)
