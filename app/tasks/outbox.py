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

_PLACES = 20
_FIRST_SECONDS = 1.0
_MOST_SECONDS = 900.0
_MARGIN_SECONDS = 30.0

log = structlog.get_logger(__name__)


class Outbox:
    """Delivers what is due, ``_PLACES`` at a time. ``run()`` belongs to the worker's tasks."""

    def __init__(
        self, db: Database, sender: WebhookSender, *, poll_seconds: float, timeout: float
    ) -> None:
        """``timeout`` bounds one delivery; until then nobody else tries the same one."""
        self._db = db
        self._sender = sender
        self._poll_seconds = poll_seconds
        self._timeout = timeout
        self._free = _PLACES
        self._noticed = asyncio.Event()

    def notice(self) -> None:
        """Something was committed to the outbox: deliver now, don't wait for the poll."""
        self._noticed.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    async with asyncio.timeout(self._poll_seconds):
                        await self._noticed.wait()
                except TimeoutError:
                    pass  # the poll: what other processes committed, and retries
                self._noticed.clear()
                await survive(partial(self._start_due, group), name="outbox")

    async def _start_due(self, group: asyncio.TaskGroup) -> None:
        if not self._free:
            return
        rows = await self._db.fetch(
            QUERIES["claim_outbox"], self._free, self._timeout + _MARGIN_SECONDS
        )
        self._free -= len(rows)
        for row in rows:
            group.create_task(self._place(row))

    async def _place(self, row: asyncpg.Record) -> None:
        try:
            await survive(partial(self._deliver, row), name="delivery")
        except asyncio.CancelledError:
            hand_back = partial(self._db.execute, QUERIES["hand_back_outbox"], row["id"])
            await asyncio.shield(survive(hand_back, name="delivery"))
            raise
        finally:
            self._free += 1
            self._noticed.set()

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
