"""Erasing a room: its messages, and everything that their tasks left anywhere."""

from uuid import UUID

from redis.asyncio import Redis

from app.database import Connection, Database
from app.domain.chat import room_lane, summary_lane
from app.queries import load_queries
from app.tasks.erasure import cancel_lane, forget_tasks, tell_erased

QUERIES = load_queries(__file__, "chats.sql")

_BATCH = 1_000


async def erase_room(db: Database, redis: Redis, owner: str, room_id: str, key_prefix: str) -> bool:
    """Erase it, and cancel what is under way in it; False when there is no such room.

    A long history goes in batches first, so that no transaction is long: when it breaks off, the
    next call goes on. ``key_prefix`` is what the idempotency keys of request ids begin with.
    """
    if await db.fetchrow(QUERIES["get_room"], owner, room_id) is None:
        return False
    while True:
        async with db.transaction() as connection:
            ids = await _erase_messages(connection, owner, room_id, key_prefix, _BATCH)
            erased = await forget_tasks(connection, ids)
        await tell_erased(redis, erased)
        if len(ids) < _BATCH:
            break
    async with db.transaction() as connection:
        # Lane, tasks, room: the order in which acceptances and finishes lock them, too.
        cancelled = await cancel_lane(connection, room_lane(owner, room_id))
        cancelled += await cancel_lane(connection, summary_lane(owner, room_id))
        ids = await _erase_messages(connection, owner, room_id, key_prefix, None)
        erased = await forget_tasks(connection, set(ids) - {task.id for task in cancelled})
        gone = await connection.fetchval(QUERIES["erase_room"], owner, room_id)
    await tell_erased(redis, [*cancelled, *erased])
    return gone is not None


async def _erase_messages(
    connection: Connection, owner: str, room_id: str, key_prefix: str, limit: int | None
) -> list[UUID]:
    rows = await connection.fetch(QUERIES["erase_messages"], owner, room_id, limit, key_prefix)
    return [row["task_id"] for row in rows]
