"""Redis wakes: lists with the documented names, and hints by pub/sub. Losing any of it is harmless.

``LLEN chat_task_queue`` counts what was accepted and not yet taken.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NoReturn
from uuid import UUID

import structlog
from pydantic_core import to_json
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import raise_if_cancelled
from app.observability.outage import Outage
from app.redis import CALL_SECONDS

EVENTS_CHANNEL: Final = "newsum:events"
CANCEL_CHANNEL: Final = "newsum:cancel"

_BOUND = 20_000
_BATCH = 500

log = structlog.get_logger(__name__)


class Wakeups:
    """The sending side. Nothing waits for it: ``run()`` sends, what can't be sent is dropped.

    What waits together shares a command: one LPUSH per queue, one message per channel.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._outgoing: deque[tuple[str, str, str]] = deque(maxlen=_BOUND)
        self._filled = asyncio.Event()
        self._outage = Outage("wakeups_dropped", "wakeups_recovered")

    def wake(self, queue: str, task_id: UUID, task_type: str) -> None:
        """Announce a claimable task."""
        entry = to_json({"task_id": task_id, "type": task_type})
        self._send("LPUSH", queue, entry.decode())

    def hint_events(self, task_id: UUID) -> None:
        """Tell the gateways that a task has new events."""
        self._send("PUBLISH", EVENTS_CHANNEL, str(task_id))

    def hint_cancel(self, task_id: UUID) -> None:
        """Tell the workers that a task was cancelled."""
        self._send("PUBLISH", CANCEL_CHANNEL, str(task_id))

    async def run(self) -> None:
        """Send in pipelines until cancelled; then send what is left."""
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                await self._flush()
        finally:
            await self._flush()

    def _send(self, command: str, key: str, value: str) -> None:
        self._outgoing.append((command, key, value))
        self._filled.set()

    async def _flush(self) -> None:
        while self._outgoing:
            taken = [self._outgoing.popleft() for _ in range(min(_BATCH, len(self._outgoing)))]
            try:
                async with asyncio.timeout(CALL_SECONDS):
                    pipeline = self._redis.pipeline(transaction=False)
                    for (command, key), values in _together(taken).items():
                        if command == "PUBLISH":
                            values = [" ".join(values)]
                        pipeline.execute_command(command, key, *values)
                    await pipeline.execute()
                self._outage.end()
            except (RedisError, OSError, TimeoutError) as exc:
                raise_if_cancelled()
                self._outage.begin(type(exc).__name__)


def _together(commands: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for command, key, value in commands:
        grouped.setdefault((command, key), []).append(value)
    return grouped


async def pop_wakeups(
    redis: Redis, queues: Sequence[str], limit: int, timeout: float
) -> list[UUID]:
    """Up to ``limit`` task ids from the first queue that has any; waits ``timeout`` seconds."""
    popped = await redis.brpop(list(queues), timeout=timeout)
    if popped is None:
        return []
    queue, first = popped
    more = await redis.rpop(queue, limit - 1) if limit > 1 else None
    ids = [_task_id(entry) for entry in [first, *(more or [])]]
    return [task_id for task_id in ids if task_id is not None]


async def listen(redis: Redis, channel: str, notice: Callable[[str], None]) -> NoReturn:
    """Call ``notice`` for each task id (as text: whatever was published) on ``channel``.

    Survives a Redis that is away.
    """
    while True:
        try:
            async with redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                await pubsub.subscribe(channel)
                while True:
                    message = await pubsub.get_message(timeout=CALL_SECONDS / 2)
                    if message is not None:
                        for task_id in message["data"].split():
                            notice(task_id)
        except (RedisError, OSError):
            raise_if_cancelled()
            await asyncio.sleep(CALL_SECONDS)


def _task_id(entry: str) -> UUID | None:
    try:
        return UUID(json.loads(entry)["task_id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        log.warning("wakeup_not_understood")
        return None
