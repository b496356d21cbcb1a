"""Counts of what became of messages and their pictures; a success is an outcome among others."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.database import Database
from app.domain.recommendation import WrittenMessage
from app.domain.task import Effect
from app.queries import load_queries

QUERIES = load_queries(__file__, "recommendation_outcomes.sql")


@dataclass(frozen=True)
class OutcomeCount:
    """``what`` is message or image; ``seconds`` is the sum over all of them."""

    what: str
    outcome: str
    count: int
    seconds: float


class OutcomeRepository:
    """Reads what finished tasks counted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[OutcomeCount]:
        """One per kind and outcome."""
        return [OutcomeCount(**row) for row in await self._database.fetch(QUERIES["outcomes"])]


def counted(messages: Sequence[WrittenMessage]) -> tuple[Effect, ...]:
    """Adds these to the counts, for the finish of their task."""
    tried = [("message", each.message) for each in messages]
    tried += [("image", each.image) for each in messages if each.image is not None]
    if not tried:
        return ()
    sums: dict[tuple[str, str], tuple[int, float]] = {}
    for what, one in tried:
        count, seconds = sums.get((what, one.outcome), (0, 0.0))
        sums[what, one.outcome] = (count + 1, seconds + one.seconds)
    whats, outcomes = zip(*sums, strict=True)
    counts, seconds_ = zip(*sums.values(), strict=True)
    return (Effect(QUERIES["count_outcomes"], (whats, outcomes, counts, seconds_)),)
