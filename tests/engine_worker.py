"""A worker process of the real runtime with a handler that tests steer through its payload.

python -m tests.engine_worker [--alone TASK_ID]     (endpoints as JSON in NEWSUM_TEST_ENDPOINTS)
"""

import argparse
import asyncio
import json
import os
import signal
import socket
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel

from app.config.settings import Settings
from app.database import Database
from app.domain.errors import (
    DatabaseDown,
    ProviderRefused,
    ProviderThrottled,
    ProviderUnavailable,
    TaskError,
)
from app.domain.task import Effect, Event, Json, TaskPayload, Webhook
from app.embedded.endpoints import Endpoints, PostgresEndpoint
from app.services.retry import LONGEST_WAIT
from app.tasks.outcome import Outcome, RetryLater
from app.tasks.runs import Run
from app.tasks.steps import RunStepLedger
from workers.engine import Products, build_runtime, connect
from workers.execution import Registration
from workers.isolation import ForkServer, stop_when_told

INSERT_EFFECT = "INSERT INTO effects (task_id, attempt, what) VALUES ($1, $2, $3)"
CREATE_EFFECTS = """CREATE TABLE effects (
    n bigint GENERATED ALWAYS AS IDENTITY, task_id uuid, attempt int, what text,
    at timestamptz NOT NULL DEFAULT clock_timestamp())"""


class ProbeTask(TaskPayload):
    """What one probe task does, in order."""

    task_type: ClassVar[str] = "probe"
    queue: ClassVar[str] = "probe_task_queue"

    steps: int = 0
    step_seconds: float = 0.0
    sleep: float = 0.0
    effect: bool = False
    webhook_url: str | None = None
    kill_at_step: int | None = None
    kill_attempts: int = 1
    block_loop: float = 0.0
    error: str | None = None
    slot_limit: int = 0


class StepResult(BaseModel):
    number: int


class ProbeHandler:
    """Notes everything it does in the table ``effects``, unfenced, so that tests see repeats."""

    def __init__(self, slots: object) -> None:
        self._slots = slots

    async def __call__(self, run: Run, payload: ProbeTask) -> Outcome:
        await self._note(run, "start")
        self._fail(run, payload)
        ledger = RunStepLedger(run)
        for number in range(payload.steps):
            await ledger.once(
                f"step:{number}",
                lambda number=number: self._step(run, payload, number),
                StepResult,
                event=lambda result: Event("step", {"number": result.number}),
            )
        if payload.slot_limit:
            async with self._slots.hold("probe", payload.slot_limit):
                await self._note(run, "slot_taken")
                await asyncio.sleep(payload.sleep)
                await self._note(run, "slot_freed")
        else:
            await asyncio.sleep(payload.sleep)
        if payload.block_loop:
            import time

            time.sleep(payload.block_loop)  # noqa: ASYNC251, TID251
        return self._outcome(run, payload)

    def _outcome(self, run: Run, payload: ProbeTask) -> Outcome:
        result: Json = {"attempt": run.claim.attempt}
        if payload.error == "nul_result":
            result["text"] = "\x00"
        if not payload.effect and not payload.webhook_url:
            return Outcome(result)
        hooks = ()
        if payload.webhook_url:
            hooks = (Webhook("done", payload.webhook_url, {"task": str(run.id)}, trusted=True),)
        what = "x" if payload.error == "bad_effect" else "finished"
        sql = INSERT_EFFECT.replace("effects", "nowhere") if what == "x" else INSERT_EFFECT
        effect = Effect(sql, (run.id, run.claim.attempt, what))
        return Outcome(result, effects=(effect,), webhooks=hooks)

    def _fail(self, run: Run, payload: ProbeTask) -> None:
        if payload.error == "retry_once" and run.claim.attempt == 1:
            raise RetryLater(0.1, "probe")
        if payload.error == "infrastructure_once" and run.claim.attempt == 1:
            raise DatabaseDown
        if payload.error == "nul_error":
            raise TaskError("\x00")
        if payload.error == "throttled_once" and run.claim.attempt == 1:
            raise ProviderThrottled(retry_after=LONGEST_WAIT + 1)
        if payload.error == "refused":
            raise ProviderRefused
        if payload.error == "unavailable":
            raise ProviderUnavailable
        if payload.error == "defect":
            raise ZeroDivisionError

    async def _step(self, run: Run, payload: ProbeTask, number: int) -> StepResult:
        await self._note(run, f"step {number}")
        if payload.kill_at_step == number and run.claim.attempt <= payload.kill_attempts:
            os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.sleep(payload.step_seconds)
        return StepResult(number=number)

    async def _note(self, run: Run, what: str) -> None:
        await run.db.execute(INSERT_EFFECT, run.id, run.claim.attempt, what)


class HttpSender:
    """The smallest sender: the engine's tests are not about webhooks' wire format."""

    async def send(self, *, webhook_id: str, url: str, body: Json, trusted: bool) -> None:
        import httpx2

        async with httpx2.AsyncClient(timeout=2) as client:
            try:
                answer = await client.post(url, json=body, headers={"webhook-id": webhook_id})
            except httpx2.HTTPError as exc:
                raise ProviderUnavailable from exc
        if answer.status_code >= 300:
            raise ProviderUnavailable


async def reachable(endpoints: Endpoints) -> None:
    """Wait for PostgreSQL, as the product's workers do."""
    while True:
        try:
            db = await Database.open(
                endpoints.postgres, min_size=1, max_size=1, application_name="newsum-tests"
            )
        except DatabaseDown:
            await asyncio.sleep(0.2)
        else:
            await db.close()
            return


async def work(
    concurrency: int,
    isolation: ForkServer | None = None,
    alone: UUID | None = None,
    line: socket.socket | None = None,
) -> None:
    """What ``workers.entry`` does, with the probe instead of the products."""
    known = json.loads(os.environ["NEWSUM_TEST_ENDPOINTS"])  # noqa: TID251
    endpoints = Endpoints(PostgresEndpoint(**known["postgres"]), known["redis_url"])
    settings = Settings()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if line is not None:
        stop_when_told(line, stop)
    await reachable(endpoints)
    async with connect(endpoints, settings) as connections:
        products = Products(
            registrations={"probe": Registration(ProbeTask, ProbeHandler(connections.slots))},
            sender=HttpSender(),
            probes={},
        )
        runtime = build_runtime(
            connections,
            settings,
            products,
            queues=[ProbeTask.queue],
            concurrency=concurrency,
            isolation=isolation,
        )
        await runtime.run(stop, alone)


def work_alone(task_id: UUID, line: socket.socket | None = None) -> None:
    """In a process of its own."""
    asyncio.run(work(1, alone=task_id, line=line))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--alone", type=UUID)
    parser.add_argument("--concurrency", type=int, default=20)
    arguments = parser.parse_args()
    if arguments.alone is not None:
        work_alone(arguments.alone)
    else:
        asyncio.run(work(arguments.concurrency, ForkServer(work_alone)))


if __name__ == "__main__":
    main()
