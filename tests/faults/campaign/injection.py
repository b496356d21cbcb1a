"""Causes the faults of a schedule, each at its time, however many at once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from redis.exceptions import RedisError

from app.cancellation import raise_if_cancelled
from app.domain.comic import ComicPayload
from app.domain.errors import DatabaseDown
from tests.engine_worker import ProbeTask
from tests.faults.campaign.diary import now
from tests.faults.campaign.scene import Scene
from tests.faults.campaign.schedule import Fault, Kind
from tests.faults.campaign.traffic import COMICS, Acknowledged, Known

NEWEST = 12  # a cancel is meant for something that is probably still open
TIMES = 5

STATE = """SELECT t.id, t.status, t.event_seq, t.attempt, t.finished_at FROM tasks t
           JOIN comics c ON c.task_id = t.id WHERE c.comic_id = $1"""
_AWAY_SECONDS = 60.0
_PAUSE_SECONDS = 0.2

T = TypeVar("T")


@dataclass
class Answers:
    """What cancels and reviews were answered: promises that must be kept."""

    cancelled: list[Known] = field(default_factory=list)
    refused: list[Known] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def of_cancel(self, known: Known, status: int) -> None:
        """202: it is cancelled; 409: it had ended otherwise; nothing else."""
        if status == 202:
            self.cancelled.append(known)
        elif status == 409:
            self.refused.append(known)
        else:
            self.wrong.append(f"cancelling {known.id} answered {status}")


class Injection:
    """``done`` counts what was caused, ``answers`` keeps what clients were told."""

    def __init__(self, scene: Scene, acknowledged: Acknowledged) -> None:
        self.done: Counter[Kind] = Counter()
        self.answers = Answers()
        self.acknowledged = acknowledged
        self._scene = scene
        servers = scene.servers
        self._cause: dict[Kind, Callable[[Fault], Awaitable[None]]] = {
            Kind.KILL_WORKER: self._kill,
            Kind.FREEZE_WORKER: self._freeze,
            Kind.KILL_GATEWAY: self._kill,
            Kind.FREEZE_GATEWAY: self._freeze,
            Kind.KILL_REDIS: lambda fault: servers.kill_redis(fault.seconds),
            Kind.FREEZE_REDIS: lambda fault: servers.freeze_redis(fault.seconds),
            Kind.FLUSH_REDIS: self._flush,
            Kind.CRASH_POSTGRES: lambda fault: servers.crash_postgres(fault.seconds),
            Kind.FREEZE_POSTGRES: lambda fault: servers.freeze_postgres(fault.seconds),
            Kind.CANCEL: self._cancel,
            Kind.REVIEW: self._review,
            Kind.WAKE_AGAIN: self._wake_again,
            Kind.MOVE_CLOCK: self._move_clock,
        }

    async def run(self, faults: Sequence[Fault], told: Callable[[], None]) -> None:
        """Until the last one is over; ``told`` is called for each when it begins."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        async with asyncio.TaskGroup() as group:
            for fault in faults:
                await asyncio.sleep(start + fault.at - loop.time())
                group.create_task(self._cause_one(fault))
                self._note(fault)
                told()

    def _note(self, fault: Fault) -> None:
        """For whoever reads the logs of the processes beside it."""
        with (self._scene.home / "faults.log").open("a") as log:
            log.write(f"{now()} {fault.kind} {fault.target} {fault.seconds:.1f}\n")

    async def _cause_one(self, fault: Fault) -> None:
        await self._cause[fault.kind](fault)
        self.done[fault.kind] += 1

    async def _kill(self, fault: Fault) -> None:
        self._scene.places[fault.target].kill()

    async def _freeze(self, fault: Fault) -> None:
        await self._scene.places[fault.target].freeze(fault.seconds)

    async def _move_clock(self, fault: Fault) -> None:
        self._scene.places[fault.target].clock.set(fault.seconds)

    async def _flush(self, fault: Fault) -> None:
        await insist(self._scene.redis.flushall)

    async def _wake_again(self, fault: Fault) -> None:
        known = await self._chosen(fault, lambda: self.acknowledged.all)
        queue, task_id = ProbeTask.queue, known.id
        if known.path == COMICS:
            queue, task_id = ComicPayload.queue, await self._task_of(known.id)
        entry = f'{{"task_id": "{task_id}", "type": "again"}}'
        await insist(lambda: self._scene.redis.execute_command("LPUSH", queue, *[entry] * TIMES))

    async def _cancel(self, fault: Fault) -> None:
        known = await self._chosen(fault, lambda: self.acknowledged.all[-NEWEST:])
        answer = await self._scene.clients.post(f"{known.path}/{known.id}/cancel")
        if answer is not None:
            self.answers.of_cancel(known, answer.status_code)

    async def _review(self, fault: Fault) -> None:
        comic = await self._chosen(fault, lambda: self.acknowledged.of(COMICS))
        before = await self._state(comic.id)
        answer = await self._scene.clients.post(
            f"{COMICS}/{comic.id}/review", {"action": "approve"}
        )
        if answer is not None and not 400 <= answer.status_code < 500:
            self.answers.wrong.append(f"a review of {comic.id} answered {answer.status_code}")
        if before["finished_at"] and await self._state(comic.id) != before:
            self.answers.wrong.append(f"a review changed comic {comic.id}, which had ended")

    async def _chosen(self, fault: Fault, among: Callable[[], Sequence[Known]]) -> Known:
        """What the fault picks, once there is something to pick from."""
        async with asyncio.timeout(_AWAY_SECONDS):
            while not (known := among()):  # noqa: ASYNC110 - a handful of faults at the start
                await asyncio.sleep(_PAUSE_SECONDS)
        return known[int(fault.pick * len(known))]

    async def _task_of(self, comic_id: UUID) -> UUID:
        return UUID(int=(await self._state(comic_id))["id"].int)

    async def _state(self, comic_id: UUID) -> Mapping[str, Any]:
        row = await insist(lambda: self._scene.db.fetchrow(STATE, comic_id))
        assert row is not None, f"comic {comic_id} was acknowledged and is not stored"
        return dict(row)


async def insist(ask: Callable[[], Awaitable[T]]) -> T:
    """The answer of a server that may be away for a while."""
    async with asyncio.timeout(_AWAY_SECONDS):
        while True:
            try:
                return await ask()
            except (RedisError, OSError, TimeoutError, DatabaseDown):
                raise_if_cancelled()
                await asyncio.sleep(_PAUSE_SECONDS)
