"""The lexicon: what can be drawn, where things happen, how people look, in Korean and English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.text.nouns import terms

_PARTICLE_AFTER = r"(?:은|는|이|가|을|를|의|에|에서|로|으로|와|과|도|들|까지|부터|처럼)"


@dataclass(frozen=True)
class Entry:
    """Words that call for it in a text, and its columns (Korean and English in turn)."""

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


@cache
def places() -> tuple[Entry, ...]:
    """Settings: the key words' column comes second in the file."""
    return tuple(Entry(tuple(keys.split("|")), (ko, en)) for _, keys, ko, en in _rows("places.tsv"))


@cache
def things() -> tuple[Entry, ...]:
    """Props and creatures."""
    return tuple(Entry(tuple(keys.split("|")), tuple(rest)) for keys, *rest in _rows("things.tsv"))


@cache
def roles() -> tuple[Entry, ...]:
    """Kinds of people: English noun, then clothes and one extra, Korean and English."""
    return tuple(Entry(tuple(keys.split("|")), tuple(rest)) for keys, *rest in _rows("roles.tsv"))


@cache
def moods() -> tuple[Entry, ...]:
    """Expressions and gestures, Korean and English, and a light."""
    return tuple(Entry(tuple(keys.split("|")), tuple(rest)) for keys, *rest in _rows("moods.tsv"))


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("app.sandbox.extraction.lexicon") / name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def matching(entries: tuple[Entry, ...], text: str) -> list[Entry]:
    """The entries that the text calls for, the most often called first."""
    nouns = set(terms(text))
    scored = [(sum(_hits(key, text, nouns) for key in entry.keys), entry) for entry in entries]
    return [entry for score, entry in sorted(scored, key=lambda pair: -pair[0]) if score]


def _hits(key: str, text: str, nouns: set[str]) -> float:
    if not has_hangul(key):
        found = re.search(
            rf"(?<![A-Za-z]){re.escape(key.lower())}(?:s|es)?(?![A-Za-z])", text.lower()
        )
        return 1.0 if found else 0.0
    if " " in key:
        return 1.5 if key in text else 0.0
    if len(key) == 1:
        return 1.0 if re.search(rf"(?<![가-힣]){key}{_PARTICLE_AFTER}(?![가-힣])", text) else 0.0
    if key in nouns:
        return 1.0 + 0.1 * len(key)
    return 0.8 if any(_compound(key, noun) for noun in nouns) else 0.0


def _compound(key: str, noun: str) -> bool:
    """로봇기술 and 자율로봇, but not 지도자 for 지도."""
    return (noun.startswith(key) and len(noun) - len(key) >= 2) or (
        noun.endswith(key) and len(key) >= 2 and len(noun) > len(key)
    )
