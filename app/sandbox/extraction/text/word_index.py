"""A text prepared for asking whether it speaks of many things."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.sandbox.extraction.text.nouns import terms

_PARTICLES = (*"은는이가을를의에로와과도들", "에서", "으로")


@dataclass(frozen=True)
class WordIndex:
    """Its nouns, its Korean words as written, its English words, and those in a row."""

    nouns: frozenset[str]
    surfaces: frozenset[str]
    english_words: frozenset[str]
    english_row: str

    @property
    def has_korean(self) -> bool:
        """Any Hangul word."""
        return bool(self.surfaces)

    @property
    def has_english(self) -> bool:
        """Any English word."""
        return bool(self.english_words)

    def english(self, key: str) -> float:
        """A word or a row of words, singular or plural."""
        return float(f" {key}" in self.english_row if " " in key else key in self.english_words)

    def korean(self, key: str) -> float:
        """A noun, by itself or in a compound; one syllable counts only before a particle."""
        if " " in key:
            return 1.5 * (set(key.split()) <= self.surfaces)
        if len(key) == 1:
            return float(any(key + particle in self.surfaces for particle in _PARTICLES))
        if key in self.nouns:
            return 1.0 + 0.1 * len(key)
        return 0.8 * any(_compound(key, noun) for noun in self.nouns)


def _compound(key: str, noun: str) -> bool:
    """로봇기술 and 자율로봇, but not 지도자 for 지도."""
    if noun.startswith(key):
        return len(noun) - len(key) >= 2
    return noun.endswith(key)


@lru_cache(maxsize=1024)
def word_index(text: str) -> WordIndex:
    """The index of ``text``."""
    words = re.findall(r"[a-z][a-z'-]*", text.lower())
    return WordIndex(
        nouns=frozenset(terms(text)),
        surfaces=frozenset(re.findall(r"[가-힣]+", text)),
        english_words=frozenset(words) | frozenset(word.removesuffix("s") for word in words),
        english_row=f" {' '.join(words)} ",
    )
