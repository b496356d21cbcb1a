"""What became of everything that was acknowledged: lost, there twice, or otherwise wrong."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.services.storage.paths import StoragePaths
from tests.faults import invariants
from tests.faults.campaign.diary import QUERIES, Turn
from tests.faults.campaign.injection import Answers
from tests.faults.campaign.traffic import COMICS, PROBES, TOO_LONG, Acknowledged

LOST, TWICE, OTHER = "잃은 것", "두 번 나타난 것", "그 밖에"
ROWS = (
    "tasks_nobody_asked_for",
    "wrong_effects",
    "repeated_steps",
    "steps_beyond_ledger",
    "branched_checkpoints",
)
EVENTS = ("wrong_endings", "uncounted_attempts", "repeated_events")

# A task that took its process down so often is given up (docs/architecture.md).
CRASHES = 3


@dataclass(frozen=True)
class Evidence:
    """All that was seen from the outside. ``robberies`` is empty where the lease allows them."""

    db: invariants.Reader
    paths: StoragePaths
    acknowledged: Acknowledged
    answers: Answers
    webhooks: Sequence[Mapping[str, Any]]
    calls: Mapping[str, Any]
    turns: Sequence[Turn]
    robberies: Sequence[str]
    ended: Sequence[str]
    overdue_seconds: float


@dataclass(frozen=True)
class Finding:
    """Something that must not happen, and each time that it did."""

    group: str
    what: str
    violations: list[str]


async def judge(seen: Evidence) -> list[Finding]:
    """Everything that is looked for; no violations are a pass."""
    db, hooks = seen.db, seen.webhooks
    return [
        Finding(LOST, "작업, 만화", await _lost(seen)),
        Finding(LOST, "작업의 끝", await _not_done(seen)),
        Finding(LOST, "이벤트, 컷", await _checked(db, "event_gaps", "torn_comics")),
        Finding(LOST, "파일", await invariants.broken_files(db, seen.paths)),
        Finding(
            LOST,
            "웹훅",
            await _checked(db, "wrong_outbox", "undelivered_messages")
            + await invariants.missing_messages(db, hooks),
        ),
        Finding(TWICE, "행", await _checked(db, *ROWS)),
        Finding(TWICE, "이벤트", await _checked(db, *EVENTS)),
        Finding(TWICE, "파일", await invariants.stray_files(db, seen.paths)),
        Finding(TWICE, "웹훅", await invariants.repeated_messages(db, hooks)),
        Finding(TWICE, "차선의 순서", await _lanes(seen)),
        Finding(OTHER, "취소와 검토의 답", await _answers(seen)),
        Finding(
            OTHER, "기록 없는 모델 호출", await invariants.calls_beyond_the_ledger(db, seen.calls)
        ),
        Finding(OTHER, "살아 있는 워커에게서 빼앗은 작업", list(seen.robberies)),
        Finding(OTHER, "스스로 끝난 프로세스", list(seen.ended)),
    ]


async def _checked(db: invariants.Reader, *names: str) -> list[str]:
    return [sentence for name in names for sentence in await invariants.check(db, name)]


async def _lost(seen: Evidence) -> list[str]:
    comics = [known.id for known in seen.acknowledged.of(COMICS)]
    probes = [known.id for known in seen.acknowledged.of(PROBES)]
    lost = await invariants.lost_comics(seen.db, comics)
    return lost + await invariants.lost_tasks(seen.db, probes)


async def _not_done(seen: Evidence) -> list[str]:
    crashes = Counter(turn.task_id for turn in seen.turns if turn.lost)
    failed = [
        f"task {row['id']} ({row['type']}) failed: {row['reason']}"
        for row in await seen.db.fetch(QUERIES["failures"], TOO_LONG)
        if not (row["reason"] == "deadline_exceeded" and row["late"])
        and not (row["reason"] == "crashed_repeatedly" and crashes[row["id"]] >= CRASHES)
    ]
    still = await invariants.check(seen.db, "unfinished_tasks")
    return still + await invariants.overdue_tasks(seen.db, seen.overdue_seconds) + failed


async def _lanes(seen: Evidence) -> list[str]:
    positions = [
        sentence
        for lane, ids in seen.acknowledged.lanes.items()
        for sentence in await invariants.lane_acceptance(seen.db, lane, ids)
    ]
    return positions + await invariants.check(seen.db, "lane_disorder")


async def _answers(seen: Evidence) -> list[str]:
    cancelled = {row["id"] for row in await seen.db.fetch(QUERIES["cancelled"])}
    answers = seen.answers
    return [
        *seen.acknowledged.refused,
        *answers.wrong,
        *(f"{k.id} was cancelled and is not" for k in answers.cancelled if k.id not in cancelled),
        *(f"{k.id} had ended and is cancelled" for k in answers.refused if k.id in cancelled),
    ]
