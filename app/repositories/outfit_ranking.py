"""The ranking that needs no model: season, gender, preferred styles, favourites."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from app.database import Database
from app.domain.recommendation import OutfitUser, season_of
from app.queries import load_queries
from app.services.recommendations.protocol import RankedPage

QUERIES = load_queries(__file__, "outfits.sql")

# Each outweighs the ones behind it together.
SEASON_POINTS = 4
STYLE_POINTS = 2
FAVOURITE_POINTS = 1

_KOREA = timezone(timedelta(hours=9))


def today_in_korea() -> date:
    """Where the seasons are."""
    return datetime.now(UTC).astimezone(_KOREA).date()


class PreferenceRanking:
    """An OutfitRanking. Outfits for the other gender are not shown at all."""

    def __init__(self, database: Database, today: Callable[[], date] = today_in_korea) -> None:
        self._database = database
        self._today = today

    async def page(self, user: OutfitUser, *, offset: int, limit: int) -> RankedPage:
        """See OutfitRanking."""
        [row] = await self._database.fetch(
            QUERIES["rank_outfits"],
            user.user_id,
            user.gender,
            season_of(self._today()),
            user.styles,
            offset,
            SEASON_POINTS,
            STYLE_POINTS,
            FAVOURITE_POINTS,
            limit,
        )
        return RankedPage(row["ids"], row["total"])
