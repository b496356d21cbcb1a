"""Where the time of a comic goes: each part's seconds, and how many of them were the models'."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

from scripts.benchmark.engine.comics.workshop import Made
from scripts.benchmark.report import Grid

_COLUMNS = ("where a comic's time goes", "seconds", "models", "the rest")
_NOTE = (
    "Means of the comics made alone; a node lasts until the next starts, its checkpoint included."
)


def breakdown(singles: Sequence[Made]) -> Grid:
    """One row a node; the last is their sum."""
    names = [moment.name for moment in singles[0].story[:-1]]
    spent = [_spent(made) for made in singles]
    rows = [
        (name, mean(all_[number][0] for all_ in spent), mean(all_[number][1] for all_ in spent))
        for number, name in enumerate(names)
    ]
    rows.append(("all", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    texts = tuple(
        (name, f"{seconds:.3f}", f"{models:.3f}", f"{seconds - models:.3f}")
        for name, seconds, models in rows
    )
    return Grid("만화의 시간 (a comic's time)", _COLUMNS, texts, (_NOTE,))


def _spent(made: Made) -> list[tuple[float, float]]:
    calls = (*made.chats, *made.panels)
    return [
        (
            end.at - begin.at,
            sum(call.seconds for call in calls if begin.at <= call.at < end.at),
        )
        for begin, end in pairwise(made.story)
    ]
