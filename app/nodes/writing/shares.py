"""Which facts each chapter tells."""

from collections.abc import Sequence
from math import ceil

from app.domain.script import ChapterPlan
from app.domain.script_news import NewsFact
from app.services.search.relevance import shared_terms, terms


def facts_by_chapter(
    chapters: Sequence[ChapterPlan], facts: Sequence[NewsFact]
) -> list[list[NewsFact]]:
    """Every fact in the chapter whose goal it fits best, and no chapter without one.

    The chapters are written at once: what two of them had, both would tell.
    """
    room = ceil(len(facts) / len(chapters))
    goals = [terms([chapter.goal]) for chapter in chapters]
    shares: list[list[NewsFact]] = [[] for _ in chapters]
    for fact in facts:
        fits = [shared_terms(goal, fact.content) for goal in goals]
        open_chapters = [at for at, share in enumerate(shares) if len(share) < room]
        best = max(open_chapters, key=lambda at: (fits[at], -len(shares[at]), -at))
        shares[best].append(fact)
    return [share or [facts[at % len(facts)]] for at, share in enumerate(shares)]
