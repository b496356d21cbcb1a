"""The statements of acceptance, in one transaction: keys, lanes, tasks, first events, effects."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.database import Connection
from app.domain.errors import IdempotencyMismatch
from app.domain.ids import TaskId
from app.domain.task import Effect, Json
from app.queries import load_queries
from app.tasks.submission import Accepted, IdempotencyKey, Submission

QUERIES = load_queries(__file__, "queries.sql")

Decision = Accepted | Exception
_Key = tuple[str, str]


@dataclass(frozen=True)
class _Earlier:
    body_hash: bytes
    task_id: UUID
    answer: Json


async def insert_batch(
    connection: Connection, batch: Sequence[Submission], idempotency_hours: float
) -> list[Decision]:
    """One decision per submission, in order; a repeated key gets the first request's answer."""
    winners: dict[_Key, Submission] = {}
    for submission in batch:
        if key := _key(submission):
            winners.setdefault(key, submission)
    known = await _take_keys(connection, winners, idempotency_hours) if winners else {}
    fresh = [s for s in batch if not (key := _key(s)) or (key not in known and winners[key] is s)]
    if fresh:
        await _insert_tasks(connection, fresh)
        await _apply(connection, (effect for s in fresh for effect in s.effects))
    fresh_ids = {s.task_id for s in fresh}
    for key, winner in winners.items():
        known.setdefault(key, _earlier(winner))
    return [
        Accepted(s.task_id, s.answer, replayed=False)
        if s.task_id in fresh_ids
        else _replay(s, known)
        for s in batch
    ]


def _key(submission: Submission) -> _Key | None:
    if submission.idempotency is None:
        return None
    return submission.owner, submission.idempotency.key


def _idempotency(submission: Submission) -> IdempotencyKey:
    if submission.idempotency is None:
        raise ValueError("a submission without a key is never compared")
    return submission.idempotency


def _earlier(submission: Submission) -> _Earlier:
    body_hash = _idempotency(submission).body_hash
    return _Earlier(body_hash, submission.task_id, submission.answer)


def _replay(submission: Submission, known: dict[_Key, _Earlier]) -> Decision:
    idempotency = _idempotency(submission)
    earlier = known[submission.owner, idempotency.key]
    if earlier.body_hash != idempotency.body_hash:
        return IdempotencyMismatch()
    return Accepted(TaskId(earlier.task_id), earlier.answer, replayed=True)


async def _take_keys(
    connection: Connection, winners: dict[_Key, Submission], idempotency_hours: float
) -> dict[_Key, _Earlier]:
    """What is known of the keys that earlier requests hold; ours are stored by then."""
    asked = sorted(winners)
    submissions = [winners[key] for key in asked]
    taken = await connection.fetch(
        QUERIES["lock_idempotency_keys"],
        [owner for owner, _ in asked],
        [key for _, key in asked],
        [_idempotency(s).body_hash for s in submissions],
        [s.task_id for s in submissions],
        [s.answer for s in submissions],
        idempotency_hours,
    )
    ours = {(row["owner"], row["key"]) for row in taken}
    others = [key for key in asked if key not in ours]
    if not others:
        return {}
    rows = await connection.fetch(
        QUERIES["idempotency_keys"], [owner for owner, _ in others], [key for _, key in others]
    )
    return {
        (row["owner"], row["key"]): _Earlier(row["body_hash"], row["task_id"], row["answer"])
        for row in rows
    }


async def _insert_tasks(connection: Connection, fresh: Sequence[Submission]) -> None:
    positions = await take_lane_positions(connection, [s.lane for s in fresh])
    await connection.execute(
        QUERIES["insert_tasks"],
        [s.task_id for s in fresh],
        [s.payload.task_type for s in fresh],
        [s.payload.queue for s in fresh],
        [s.owner for s in fresh],
        [s.payload.model_dump(mode="json") for s in fresh],
        [s.lane for s in fresh],
        positions,
        [s.deadline for s in fresh],
    )


async def take_lane_positions(
    connection: Connection, lanes: Sequence[str | None]
) -> list[int | None]:
    """The next position of each lane, in order; None without a lane."""
    wanted = Counter(lane for lane in lanes if lane is not None)
    if not wanted:
        return [None] * len(lanes)
    names = sorted(wanted)
    rows = await connection.fetch(
        QUERIES["take_lane_positions"], names, [wanted[name] for name in names]
    )
    upcoming = {row["key"]: row["next_position"] - wanted[row["key"]] for row in rows}
    positions: list[int | None] = []
    for lane in lanes:
        positions.append(None if lane is None else upcoming[lane])
        if lane is not None:
            upcoming[lane] += 1
    return positions


async def _apply(connection: Connection, effects: Iterable[Effect]) -> None:
    by_statement: dict[str, list[tuple[object, ...]]] = {}
    for effect in effects:
        by_statement.setdefault(effect.sql, []).append(effect.args)
    for sql, rows in by_statement.items():
        await connection.executemany(sql, sorted(rows, key=repr))  # one lock order for all
