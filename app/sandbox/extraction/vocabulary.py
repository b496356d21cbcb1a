"""The lexicon: what can be drawn, where things happen, how people look, in Korean and English."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from app.sandbox.extraction.lexicon.rows import rows_of
from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.text.senses import in_plain_sense
from app.sandbox.extraction.text.word_index import WordIndex, word_index

Kind = Literal["places", "things", "roles", "moods"]


@dataclass(frozen=True)
class Entry:
    """Words that call for it in a text, and its columns (Korean and English in turn).

    Places and things: the name. Roles: the English noun, then clothes and one extra. Moods:
    expression and gesture, then a light.
    """

    keys: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def korean(self) -> str:
        """Its name in Korean."""
        return self.columns[0]

    @property
    def english(self) -> str:
        """Its name in English."""
        return self.columns[1]

    def named(self, korean: bool) -> str:
        """Its name in the language asked for."""
        return self.korean if korean else self.english

    def hits(self, index: WordIndex) -> float:
        """How strongly a text calls for it."""
        korean, english = self._keys_by_language
        found = sum(map(index.korean, korean)) if index.has_korean else 0.0
        return found + (sum(map(index.english, english)) if index.has_english else 0.0)

    @cached_property
    def _keys_by_language(self) -> tuple[list[str], list[str]]:
        korean = [key for key in self.keys if has_hangul(key)]
        return korean, [key.lower() for key in self.keys if key not in korean]


@cache
def entries(kind: Kind) -> tuple[Entry, ...]:
    """All of a kind, in the order of its file."""
    rows = rows_of(f"{kind}.tsv")
    return tuple(Entry(tuple(keys.split("|")), tuple(rest)) for keys, *rest in rows)


@lru_cache(maxsize=4096)
def matching(kind: Kind, text: str) -> tuple[Entry, ...]:
    """Those that the text calls for, the most strongly called first."""
    return tuple(entry for entry, _ in sorted(strength(kind, text), key=lambda each: -each[1]))


@lru_cache(maxsize=4096)
def strength(kind: Kind, text: str) -> tuple[tuple[Entry, float], ...]:
    """Those that the text calls for with how strongly, in the order of the file."""
    index = word_index(in_plain_sense(text))
    scored = ((entry, entry.hits(index)) for entry in entries(kind))
    return tuple((entry, hits) for entry, hits in scored if hits)


@cache
def label_cues() -> dict[str, str]:
    """For labels that many schemas use: the words that call for them."""
    return {row[0]: row[1] for row in rows_of("labels.tsv")}
