"""Shows a trap every commit of this process, at the drivers: the product knows nothing of it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

import asyncpg
import psycopg
from asyncpg.protocol import Protocol

from app.queries import load_queries
from app.tasks import leases
from app.workflows import checkpoint
from tests.faults.failpoints import Trap

NAMES = {sql: name for name, sql in load_queries(leases.__file__, "queries.sql").items()}
CHECKPOINT_FENCE = load_queries(checkpoint.__file__, "checkpoint.sql")["fence"]


def show_commits(trap: Trap) -> None:
    """From now on, for all connections."""
    _watch_asyncpg(trap)
    _watch_psycopg(trap)


def _watch_asyncpg(trap: Trap) -> None:
    """Statements outside a transaction commit themselves; the others wait for its COMMIT."""
    bind_execute, query = Protocol.bind_execute, Protocol.query

    async def shown_bind_execute(
        self: Protocol, state: Any, args: Sequence[object], *rest: Any, **options: Any
    ) -> object:
        name = NAMES.get(state.query)
        if name is None or args[0] == []:  # about nothing: a heartbeat without tasks
            return await bind_execute(self, state, args, *rest, **options)
        if self.is_in_transaction():
            self.carried.add(name)
            await trap.within(name, partial(_break_asyncpg, self))
            return await bind_execute(self, state, args, *rest, **options)
        async with trap.commit({name}, partial(_break_asyncpg, self)):
            return await bind_execute(self, state, args, *rest, **options)

    async def shown_query(self: Protocol, text: str, *rest: Any, **options: Any) -> object:
        if text.startswith("BEGIN"):
            self.carried = set()
        if text != "COMMIT;":
            return await query(self, text, *rest, **options)
        async with trap.commit(self.carried, partial(_break_asyncpg, self)):
            return await query(self, text, *rest, **options)

    Protocol.bind_execute, Protocol.query = shown_bind_execute, shown_query


async def _break_asyncpg(protocol: Protocol) -> NoReturn:
    protocol.abort()
    raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")


def _watch_psycopg(trap: Trap) -> None:
    """Only the checkpointer speaks it; the fence that moves the head tells a checkpoint."""
    execute, leave = psycopg.AsyncCursor.execute, psycopg.AsyncTransaction.__aexit__

    async def shown_execute(
        self: Any, query: Any, params: Any = None, **options: Any
    ) -> psycopg.AsyncCursor[Any]:
        if query == CHECKPOINT_FENCE:
            name = "checkpoint" if params["head"] else "checkpoint_writes"
            self.connection.carried = {name}
            await trap.within(name, partial(_break_psycopg, self.connection))
        return await execute(self, query, params, **options)

    async def shown_leave(self: Any, exc_type: Any, *rest: Any) -> bool:
        if exc_type is not None:
            return await leave(self, exc_type, *rest)
        connection = self.connection
        carried = getattr(connection, "carried", set())
        async with trap.commit(carried, partial(_break_psycopg, connection)):
            return await leave(self, exc_type, *rest)

    psycopg.AsyncCursor.execute = shown_execute
    psycopg.AsyncTransaction.__aexit__ = shown_leave


async def _break_psycopg(connection: psycopg.AsyncConnection[Any]) -> NoReturn:
    await connection.close()
    raise psycopg.OperationalError("server closed the connection unexpectedly")
