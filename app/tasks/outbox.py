"""The outbox: webhooks leave after the commit that made them true, until somebody takes them."""

import asyncio
from functools import partial

import asyncpg
import structlog

from app.cancellation import raise_if_cancelled
from app.database import Database
from app.domain.errors import AppError, UnsafeUrl
from app.queries import load_queries
from app.services.notify.protocol import WebhookSender
from app.tasks.loops import survive

QUERIES = load_queries(__file__, "queries.sql")

_BATCH = 20
_FIRST_SECONDS = 1.0
_MOST_SECONDS = 900.0

log = structlog.get_logger(__name__)


class Outbox:
    """Delivers what is due. ``run()`` belongs to the worker's task group."""

    def __init__(
        self, db: Database, sender: WebhookSender, *, poll_seconds: float, timeout: float
    ) -> None:
        """``timeout`` bounds one delivery; until then nobody else tries the same one."""
        self._db = db
        self._sender = sender
        self._poll_seconds = poll_seconds
        self._timeout = timeout
        self._filled = asyncio.Event()

    def notice(self) -> None:
        """Something was committed to the outbox: deliver now, don't wait for the poll."""
        self._filled.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            try:
                async with asyncio.timeout(self._poll_seconds):
                    await self._filled.wait()
            except TimeoutError:
                pass  # the poll: what other processes committed, and retries
            self._filled.clear()
            await survive(self._deliver_due, name="outbox")

    async def _deliver_due(self) -> None:
        while rows := await self._db.fetch(
            QUERIES["claim_outbox"], _BATCH, self._timeout + _MOST_SECONDS / 10
        ):
            async with asyncio.TaskGroup() as group:
                for row in rows:
                    group.create_task(survive(partial(self._deliver, row), name="delivery"))

    async def _deliver(self, row: asyncpg.Record) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                await self._sender.send(
                    webhook_id=row["id"], url=row["url"], body=row["body"], trusted=row["trusted"]
                )
        except Exception as exc:  # whatever a receiver or its address may cause
            raise_if_cancelled()
            await self._put_off(row, exc)
            return
        await self._db.execute(QUERIES["delivered"], row["id"])
        log.info("webhook_delivered", webhook_id=row["id"], tries=row["tries"])

    async def _put_off(self, row: asyncpg.Record, exc: Exception) -> None:
        reason = exc.slug if isinstance(exc, AppError) else type(exc).__name__
        delay = min(_MOST_SECONDS, _FIRST_SECONDS * 2.0 ** (row["tries"] - 1))
        final = isinstance(exc, UnsafeUrl)
        status = await self._db.fetchval(QUERIES["not_delivered"], row["id"], delay, reason, final)
        log.warning(
            "webhook_not_delivered",
            webhook_id=row["id"],
            reason=reason,
            status=status,
            tries=row["tries"],
        )
