"""Erasing a room: its messages, and everything that their tasks left anywhere."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from app.database import Connection, Database
from app.domain.chat import room_lane, summary_lane
from app.queries import load_queries
from app.tasks.erasure import ErasedTask, cancel_lane, forget_tasks, hold_lane

QUERIES = load_queries(__file__, "chats.sql")

_BATCH = 1_000

Tell = Callable[[Sequence[ErasedTask]], Awaitable[None]]


async def erase_room(
    db: Database, owner: str, room_id: str, *, key_prefix: str, tell: Tell
) -> bool:
    """Erase it, and cancel what is under way in it; False when there is no such room.

    A long history goes in batches first, so that no transaction is long: when it breaks off, the
    next call goes on. ``key_prefix`` is what the idempotency keys of request ids begin with;
    ``tell`` hears of the tasks that were erased, after each commit.
    """
    if await db.fetchrow(QUERIES["get_room"], owner, room_id) is None:
        return False
    lane = room_lane(owner, room_id)
    while True:
        async with db.transaction() as connection:
            await hold_lane(connection, lane)
            ids = await _erase_messages(connection, owner, room_id, key_prefix, _BATCH)
            erased = await forget_tasks(connection, ids)
        await tell(erased)
        if len(ids) < _BATCH:
            break
    async with db.transaction() as connection:
        # Lane, tasks, room: acceptances and finishes lock them in this order, too.
        await hold_lane(connection, lane)
        cancelled = await cancel_lane(connection, lane)
        # Only the room's messages ask for summaries, and none of them runs now.
        cancelled += await cancel_lane(connection, summary_lane(owner, room_id))
        ids = await _erase_messages(connection, owner, room_id, key_prefix, None)
        erased = await forget_tasks(connection, set(ids) - {task.id for task in cancelled})
        gone = await connection.fetchval(QUERIES["erase_room"], owner, room_id)
    await tell([*cancelled, *erased])
    return gone is not None


async def _erase_messages(
    connection: Connection, owner: str, room_id: str, key_prefix: str, limit: int | None
) -> list[UUID]:
    rows = await connection.fetch(QUERIES["erase_messages"], owner, room_id, limit, key_prefix)
    return [row["task_id"] for row in rows]
