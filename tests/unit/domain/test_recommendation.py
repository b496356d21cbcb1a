"""Seasons in Korea."""

from datetime import date

import pytest

from app.domain.recommendation import Season, season_of


@pytest.mark.parametrize(
    ("month", "season"),
    [
        (12, Season.WINTER),
        (1, Season.WINTER),
        (2, Season.WINTER),
        (3, Season.SPRING),
        (5, Season.SPRING),
        (6, Season.SUMMER),
        (8, Season.SUMMER),
        (9, Season.FALL),
        (11, Season.FALL),
    ],
)
def test_every_month_has_its_season(month: int, season: Season) -> None:
    assert season_of(date(2026, month, 1)) is season
