"""LangGraph checkpoints behind the fence.

The stock saver's head is the greatest uuid6, made by the client's clock: a thawed zombie's branch
would become the head, and a host that runs slow would run a finished node again. Here every write
opens with the fence statement, moves ``tasks.checkpoint_head`` in the same transaction, and reads
that head. Overrides ``_cursor`` and psycopg's ``_try_cancel``; tests hold both versions to it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

import psycopg
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
    get_checkpoint_id,
)
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.serde.base import SerializerProtocol
from psycopg import AsyncConnection, AsyncCursor
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from pydantic_core import to_json

from app.cancellation import raise_if_cancelled
from app.database import ACQUIRE_SECONDS, CALL_SECONDS
from app.domain.errors import DatabaseDown
from app.domain.task import Event
from app.embedded.endpoints import PostgresEndpoint
from app.queries import load_queries
from app.tasks.runs import LeaseLost, Run

QUERIES = load_queries(__file__, "checkpoint.sql")

CheckpointPool = AsyncConnectionPool[AsyncConnection[DictRow]]

_DOWN = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.IdleInTransactionSessionTimeout,
    PoolTimeout,
    TimeoutError,
)

# The head that the write of this context moves to; only a checkpoint has one, its writes don't.
_new_head: ContextVar[str | None] = ContextVar("new_head", default=None)


class _Connection(AsyncConnection[DictRow]):
    """Ends with a call that is broken off, as asyncpg's do (app/database.py)."""

    async def _try_cancel(self, *, timeout: float = 5.0) -> None:
        """Make psycopg close the connection at once, as it does for whatever is raised here.

        It would ask the server to cancel the call, and wait ten seconds for a frozen one.
        """
        raise psycopg.errors.CancellationTimeout


def checkpoint_pool(endpoint: PostgresEndpoint, max_size: int) -> CheckpointPool:
    """A closed pool, to be opened by its owner; LangGraph's saver speaks psycopg only."""
    return AsyncConnectionPool(
        connection_class=_Connection,
        conninfo=psycopg.conninfo.make_conninfo(
            host=endpoint.host,
            port=endpoint.port,
            user=endpoint.user,
            password=endpoint.password,
            dbname=endpoint.database,
            application_name="newsum-checkpoints",
            client_encoding="UTF8",  # whatever the database was created with
            connect_timeout=2,
            options="-c idle_in_transaction_session_timeout=3000 -c lock_timeout=2000",
        ),
        min_size=0,
        max_size=max_size,
        timeout=ACQUIRE_SECONDS,
        open=False,
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
        check=AsyncConnectionPool.check_connection,
    )


class FencedSaver(AsyncPostgresSaver):
    """One per run. Raises LeaseLost when the run is no longer ours, DatabaseDown when it can't."""

    def __init__(self, pool: CheckpointPool, run: Run, serde: SerializerProtocol) -> None:
        super().__init__(pool, serde=serde)
        self._pool = pool
        self._run = run
        self._head = run.claim.checkpoint_head
        self._events: list[Event] = []

    def tell_with_next_checkpoint(self, *events: Event) -> None:
        """These events become true when the next checkpoint is committed, together with it."""
        self._events.extend(events)

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """The committed head, unless a checkpoint is named."""
        if get_checkpoint_id(config) is None:
            if self._head is None:
                return None
            configurable = {**config["configurable"], "checkpoint_id": self._head}
            config = {**config, "configurable": configurable}
        return await super().aget_tuple(config)

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Commit a checkpoint, the move of the head to it, and the events that wait for it."""
        token = _new_head.set(checkpoint["id"])
        try:
            written = await super().aput(config, checkpoint, metadata, new_versions)
        finally:
            _new_head.reset(token)
        self._head = checkpoint["id"]
        return written

    @asynccontextmanager
    async def _cursor(self, *, pipeline: bool = False) -> AsyncIterator[AsyncCursor[DictRow]]:
        with _database_errors():
            async with asyncio.timeout(CALL_SECONDS), self.lock, self._pool.connection() as conn:
                if not pipeline:  # the stock saver reads without and writes with a pipeline
                    async with conn.cursor(binary=True, row_factory=dict_row) as cursor:
                        yield cursor
                    return
                async with (
                    conn.transaction(),
                    conn.cursor(binary=True, row_factory=dict_row) as cursor,
                ):
                    told = await self._fence(cursor)
                    yield cursor
        if told:
            self._run.told()

    async def _fence(self, cursor: AsyncCursor[DictRow]) -> bool:
        """Prove that the run is ours, move the head, tell what waited; say whether any did."""
        head = _new_head.get()
        events = self._events if head else []
        await cursor.execute(
            QUERIES["fence"],
            {
                "task_id": self._run.id,
                "attempt": self._run.claim.attempt,
                "events": len(events),
                "progress": head is not None,
                "head": head,
            },
        )
        row = await cursor.fetchone()
        if row is None:
            raise LeaseLost
        first = row["event_seq"] - len(events) + 1
        for number, event in enumerate(events, first):
            # to_json writes no \u escapes: only a UTF8 database takes those
            data = Jsonb(event.data, dumps=to_json)
            await cursor.execute(QUERIES["insert_event"], (self._run.id, number, event.kind, data))
        if head:
            self._events = []
        return bool(events)


@contextmanager
def _database_errors() -> Iterator[None]:
    try:
        yield
    except _DOWN as exc:
        raise_if_cancelled()
        raise DatabaseDown from exc
