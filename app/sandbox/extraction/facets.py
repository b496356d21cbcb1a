"""The sides of a topic, for questions that bring nothing but the topic itself."""

from dataclasses import dataclass
from functools import cache

from app.sandbox.extraction.lexicon.rows import rows_of
from app.sandbox.extraction.text.slots import filled


@dataclass(frozen=True)
class Facet:
    """One side, worded for one topic in one language."""

    label: str
    title: str
    question: str
    goal: str
    angle: str
    search_words: str
    assets: tuple[str, ...]


def facets_of(topic: str, *, korean: bool) -> tuple[Facet, ...]:
    """In the order in which they are told."""
    return tuple(_worded(row[0 if korean else 1 :: 2], topic) for row in _rows())


def _worded(row: list[str], topic: str) -> Facet:
    label, title, question, goal, angle, search_words, assets = (
        filled(text, {"t": topic}) for text in row
    )
    return Facet(label, title, question, goal, angle, search_words, tuple(assets.split("|")))


@cache
def _rows() -> tuple[list[str], ...]:
    return tuple(rows_of("facets.tsv"))
