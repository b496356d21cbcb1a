"""The one way to PostgreSQL for our own SQL: a pool whose every call has a deadline.

asyncpg alone can hang on a frozen server even under ``wait_for`` (it waits for the cancellation to
be answered), so a connection whose call was interrupted is terminated, never reused.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

import asyncpg
from pydantic_core import from_json, to_json

from app.cancellation import raise_if_cancelled
from app.domain.errors import DatabaseDown, OutcomeUnknown, TransactionConflict
from app.embedded.endpoints import PostgresEndpoint

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection = PoolConnectionProxy[asyncpg.Record]
else:
    Connection = Any

# Together less than the second in which a caller is told that all sessions are taken, and the
# three in which it is told that the server is frozen.
ACQUIRE_SECONDS = 0.8  # also what a caller waits for a new session
CALL_SECONDS = 2.5
REFUSED_SECONDS = 5.0  # how long one refused write speaks for the next
CONNECT_SECONDS = 5.0  # a busy host may take longer for the first sessions at a start

_SESSION = {
    # A process frozen inside a transaction must not hold a row for ever.
    "idle_in_transaction_session_timeout": "3000",
    "lock_timeout": "2000",
    "jit": "off",
    # What the engine reads is in memory: without this, a scan of the whole table looks cheaper.
    "random_page_cost": "1.1",
}

_DOWN = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection whose server has just died
    asyncpg.PostgresConnectionError,
    asyncpg.exceptions.OperatorInterventionError,  # shutdown, crash, cannot connect now
    asyncpg.exceptions.InsufficientResourcesError,  # disk full, too many connections
    asyncpg.exceptions.LockNotAvailableError,
    asyncpg.exceptions.IdleInTransactionSessionTimeoutError,
    asyncpg.exceptions.ReadOnlySQLTransactionError,
)

_REFUSED = (asyncpg.exceptions.DiskFullError, asyncpg.exceptions.ReadOnlySQLTransactionError)


class Database:
    """A pool of connections; raises DatabaseDown for whatever may pass by itself.

    Nothing of ours changes a session, so none is reset between two uses (a round trip each).
    """

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool
        self._refused_at: float | None = None

    @classmethod
    async def open(
        cls,
        endpoint: PostgresEndpoint,
        *,
        min_size: int,
        max_size: int,
        application_name: str,
    ) -> Self:
        """Connect ``min_size`` sessions at once, up to ``max_size`` as needed."""
        try:
            pool = await asyncpg.create_pool(
                **asdict(endpoint),
                min_size=min_size,
                max_size=max_size,
                timeout=CONNECT_SECONDS,
                init=_register_json,
                reset=_leave_as_it_is,
                server_settings={**_SESSION, "application_name": application_name},
            )
        except _DOWN as exc:
            raise DatabaseDown from exc
        return cls(pool)

    async def close(self) -> None:
        """Close politely for a moment, then at once."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    @property
    def refuses_writes(self) -> bool:
        """Whether the server is known to be full or read-only; reads may work all the same."""
        return (
            self._refused_at is not None and time.monotonic() - self._refused_at < REFUSED_SECONDS
        )

    @asynccontextmanager
    async def connection(self, timeout: float = CALL_SECONDS) -> AsyncIterator[Connection]:
        """One session for at most ``timeout`` seconds."""
        try:
            async with asyncio.timeout(timeout):
                connection = await self._pool.acquire(timeout=ACQUIRE_SECONDS)
                try:
                    yield connection
                except BaseException as exc:
                    if isinstance(exc, asyncio.CancelledError | OSError):
                        connection.terminate()
                    raise
                finally:
                    await self._pool.release(connection)
        except asyncpg.exceptions.TransactionRollbackError as exc:  # a deadlock: another one won
            raise TransactionConflict from exc
        except _DOWN as exc:
            raise_if_cancelled()
            if isinstance(exc, _REFUSED):
                self._refused_at = time.monotonic()
            raise DatabaseDown from exc

    @asynccontextmanager
    async def transaction(self, timeout: float = CALL_SECONDS) -> AsyncIterator[Connection]:
        """One transaction. Raises OutcomeUnknown when it broke off while it was being committed."""
        committing = False
        try:
            async with self.connection(timeout) as connection:
                transaction = connection.transaction()
                await transaction.start()
                try:
                    yield connection
                except (asyncio.CancelledError, OSError):
                    raise  # its session is terminated: a frozen server would not answer a ROLLBACK
                except BaseException:
                    await transaction.rollback()
                    raise
                committing = True
                await transaction.commit()
        except DatabaseDown as exc:
            if committing:
                raise OutcomeUnknown from exc
            raise

    async def fetch(self, sql: str, *args: object) -> list[asyncpg.Record]:
        """All rows."""
        async with self.connection() as connection:
            return await connection.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: object) -> asyncpg.Record | None:
        """The first row."""
        async with self.connection() as connection:
            return await connection.fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: object) -> Any:
        """The first value of the first row."""
        async with self.connection() as connection:
            return await connection.fetchval(sql, *args)

    async def execute(self, sql: str, *args: object) -> str:
        """The command's tag."""
        async with self.connection() as connection:
            return await connection.execute(sql, *args)


async def _leave_as_it_is(connection: Any) -> None:
    """An open transaction is rolled back by the pool before this."""


async def _register_json(connection: Any) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: to_json(value).decode(),
        decoder=from_json,
    )
