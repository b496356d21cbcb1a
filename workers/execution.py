"""One run from claim to end: deadline, handler, and what becomes of each way it can end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

import structlog
from pydantic import ValidationError

from app.database import Database
from app.domain.current_run import running, take_warnings
from app.domain.errors import (
    AppError,
    DatabaseDown,
    DeadlineExceeded,
    InfrastructureError,
    ProviderError,
    TaskError,
)
from app.domain.task import Event, TaskPayload
from app.services.retry import LONGEST_WAIT
from app.tasks.finish import Finisher
from app.tasks.outcome import Outcome, RetryLater
from app.tasks.runs import Claim, LeaseLost, Run
from app.tasks.wakeups import Wakeups
from workers.protocol import Handler

_REWRITE_SECONDS = 0.5

T = TypeVar("T")
# "lost": somebody else has it now, or will
RunEnd = Literal["succeeded", "failed", "retried", "lost"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Registration:
    """A kind of task and who handles it."""

    payload_type: type[TaskPayload]
    handler: Handler[Any]


class Execution:
    """Runs claims; raises nothing but CancelledError."""

    def __init__(
        self,
        db: Database,
        wakeups: Wakeups,
        finisher: Finisher,
        registrations: Mapping[str, Registration],
        *,
        lease_seconds: float,
    ) -> None:
        self._db = db
        self._wakeups = wakeups
        self._finisher = finisher
        self._registrations = registrations
        self._lease_seconds = lease_seconds

    async def run(self, claim: Claim) -> RunEnd:
        """Handle ``claim`` and commit how it ended. Call it in an asyncio task of its own."""
        structlog.contextvars.bind_contextvars(
            task_id=str(claim.id), task_type=claim.type, attempt=claim.attempt
        )
        try:
            return await self._run(claim)
        except LeaseLost:
            log.warning("lease_lost")
        except InfrastructureError as exc:
            log.error("outcome_not_written", reason=exc.slug)  # the sweep takes it from here
        return "lost"

    async def _run(self, claim: Claim) -> RunEnd:
        try:
            async with asyncio.timeout(claim.seconds_left):
                with running(claim.id, claim.seconds_left):
                    await self._handle(claim)
            return "succeeded"
        except (RetryLater, InfrastructureError) as wish:
            return await self._retry(claim, wish)
        except TimeoutError:
            return await self._fail(claim, DeadlineExceeded(), dead=True)
        except AppError as exc:
            if _will_be_back(exc):
                return await self._retry(claim, exc)
            log.error("task_failed", reason=exc.slug, detail=exc.detail)
            return await self._fail(claim, exc, dead=exc.retryable)

    async def _handle(self, claim: Claim) -> None:
        handler, payload = self._understood(claim)
        try:
            outcome = _warned(await handler(Run(claim, self._db, self._wakeups), payload))
            await self._written(lambda: self._finisher.finish(claim, outcome))
        except (AppError, RetryLater, LeaseLost):
            raise
        except Exception as exc:  # a defect of ours: told as such, kept for operators
            log.exception("task_crashed")
            raise _Defect from exc

    def _understood(self, claim: Claim) -> tuple[Handler[Any], TaskPayload]:
        try:
            registration = self._registrations[claim.type]
            return registration.handler, registration.payload_type.model_validate(claim.payload)
        except (KeyError, ValidationError) as exc:
            log.exception("task_not_understood")
            raise TaskError("작업 내용을 해석할 수 없습니다.") from exc

    async def _retry(self, claim: Claim, wish: RetryLater | AppError) -> RunEnd:
        delay = wish.delay if isinstance(wish, RetryLater) else wish.retry_after
        reason = wish.reason if isinstance(wish, RetryLater) else wish.slug
        log.info("task_retried", reason=reason)
        if await self._written(lambda: self._finisher.retry(claim, delay, reason)):
            return "retried"
        cause = DeadlineExceeded() if isinstance(wish, RetryLater) else wish
        return await self._fail(claim, cause, dead=True)

    async def _fail(self, claim: Claim, error: AppError, *, dead: bool) -> RunEnd:
        await self._written(lambda: self._finisher.fail(claim, error, dead=dead))
        return "failed"

    async def _written(self, write: Callable[[], Awaitable[T]]) -> T:
        """Write how the run ended, for as long as the lease may be ours.

        Repeating is safe: what was committed without our knowing meets the fence.
        """
        loop = asyncio.get_running_loop()
        give_up = loop.time() + self._lease_seconds
        while True:
            try:
                return await write()
            except DatabaseDown:
                if loop.time() > give_up:
                    raise
                await asyncio.sleep(_REWRITE_SECONDS)


def _will_be_back(error: AppError) -> bool:
    """Whether a provider said when, and later than a service would sit and wait.

    The task waits instead: it holds no place of a worker, and no slot of the provider.
    """
    wait = error.retry_after if isinstance(error, ProviderError) and error.retryable else None
    return wait is not None and wait > LONGEST_WAIT


def _warned(outcome: Outcome) -> Outcome:
    """With the warnings that the handler did not tell itself."""
    warnings = tuple(Event("warning", {"message": text}) for text in take_warnings())
    return replace(outcome, events=outcome.events + warnings) if warnings else outcome


class _Defect(AppError):
    """작업 중 내부 오류가 발생했습니다."""

    retryable = True
