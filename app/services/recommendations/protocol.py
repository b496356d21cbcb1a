"""What a page of recommendations asks of a recommender."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.recommendation import OutfitId, OutfitUser


@dataclass(frozen=True)
class RankedPage:
    """The best first; ``total`` counts all that suit the user, on whatever page."""

    ids: Sequence[OutfitId]
    total: int


class OutfitRanking(Protocol):
    """Decides what a user is shown, and in which order."""

    async def page(self, user: OutfitUser, *, offset: int, limit: int) -> RankedPage:
        """An offset behind the last one gives no ids and the total all the same."""
        ...
