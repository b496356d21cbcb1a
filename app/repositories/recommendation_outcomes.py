"""Counts of what became of messages and their pictures; a success is an outcome among others."""

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
    """Reads what tasks counted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[OutcomeCount]:
        """One per kind and outcome."""
        return [OutcomeCount(**row) for row in await self._database.fetch(QUERIES["outcomes"])]


def counted(message: WrittenMessage) -> tuple[Effect, ...]:
    """Adds it and its picture to the counts, for the transaction that keeps it."""
    tried = {"message": message.message, "image": message.image}
    whats, ends = zip(*((what, end) for what, end in tried.items() if end), strict=True)
    outcomes = [end.outcome for end in ends]
    return (Effect(QUERIES["count_outcomes"], (whats, outcomes, [end.seconds for end in ends])),)
