"""Seasons in Korea."""

from datetime import date

import pytest

from app.domain.recommendation import Season, season_of


@pytest.mark.parametrize(
    ("month", "season"),
    [
        (12, "winter"),
        (1, "winter"),
        (2, "winter"),
        (3, "spring"),
        (5, "spring"),
        (6, "summer"),
        (8, "summer"),
        (9, "fall"),
        (11, "fall"),
    ],
)
def test_every_month_has_its_season(month: int, season: Season) -> None:
    assert season_of(date(2026, month, 1)) == season
