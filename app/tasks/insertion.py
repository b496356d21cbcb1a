"""The statements of acceptance, in one transaction: lanes, keys, tasks, first events, effects."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

import asyncpg

from app.database import Connection
from app.domain.errors import IdempotencyMismatch
from app.domain.ids import TaskId
from app.domain.task import Json
from app.queries import load_queries
from app.tasks.lanes import take_lane_positions
from app.tasks.submission import Accepted, Submission

QUERIES = load_queries(__file__, "queries.sql")

Decision = Accepted | Exception
_Key = tuple[str, str]


async def insert_batch(
    connection: Connection, batch: Sequence[Submission], idempotency_hours: float
) -> list[Decision]:
    """One decision per submission, in order; a repeated key gets the first request's answer."""
    first = {_key(s) or s.task_id: s for s in reversed(batch)}
    asked = [*reversed(first.values())]
    refused = await _insert_tasks(connection, asked, idempotency_hours)
    stored = [s for s in asked if s.task_id not in refused] if refused else asked
    await _apply_effects(connection, stored)
    if len(stored) == len(batch):
        return [Accepted(s.task_id, s.answer, replayed=False) for s in batch]
    ours = {s.task_id for s in stored}
    earlier = await _earlier_requests(connection, [s for s in batch if s.task_id not in ours])
    return [
        Accepted(s.task_id, s.answer, replayed=False)
        if s.task_id in ours
        else _replay(s, earlier[_key(s)])
        for s in batch
    ]


def _key(submission: Submission) -> _Key | None:
    if submission.idempotency is None:
        return None
    return submission.owner, submission.idempotency.key


async def _insert_tasks(
    connection: Connection, asked: Sequence[Submission], idempotency_hours: float
) -> set[UUID]:
    """The ids of those that were not stored, because an earlier request holds their key."""
    positions = await take_lane_positions(connection, [s.lane for s in asked])
    rows = await connection.fetch(
        QUERIES["insert_tasks"],
        [_row(s, position) for s, position in zip(asked, positions, strict=True)],
        idempotency_hours,
    )
    return {row["id"] for row in rows}


def _row(submission: Submission, lane_position: int | None) -> Json:
    idempotency, webhook = submission.idempotency, submission.failure_webhook
    return {
        "id": submission.task_id,
        "type": submission.payload.task_type,
        "queue": submission.payload.queue,
        "owner": submission.owner,
        "payload": submission.payload,
        "lane": submission.lane,
        "lane_position": lane_position,
        "deadline": submission.deadline,
        "key": idempotency.key if idempotency else None,
        "body_hash": idempotency.body_hash.hex() if idempotency else None,
        "answer": submission.answer,
        "failure_webhook": asdict(webhook) if webhook else None,
    }


async def _apply_effects(connection: Connection, stored: Sequence[Submission]) -> None:
    tasks: dict[str, list[TaskId]] = {}
    for submission in stored:
        for sql in submission.effects:
            tasks.setdefault(sql, []).append(submission.task_id)
    for sql, ids in tasks.items():
        await connection.execute(sql, ids)


async def _earlier_requests(
    connection: Connection, repeated: Iterable[Submission]
) -> dict[_Key | None, asyncpg.Record]:
    """What was stored under the keys of ``repeated``, perhaps a moment ago in this transaction."""
    keys = [key for s in repeated if (key := _key(s))]
    rows = await connection.fetch(
        QUERIES["idempotency_keys"], [owner for owner, _ in keys], [key for _, key in keys]
    )
    return {(row["owner"], row["key"]): row for row in rows}


def _replay(submission: Submission, earlier: asyncpg.Record) -> Decision:
    if submission.idempotency is None or earlier["body_hash"] != submission.idempotency.body_hash:
        return IdempotencyMismatch()
    return Accepted(TaskId(earlier["task_id"]), earlier["answer"], replayed=True)
