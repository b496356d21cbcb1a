"""The words of Korean and English text that carry its meaning."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from app.sandbox.extraction.text.endings import (
    NOUN_IN_HAE,
    PURE_VERB,
    VERB,
    is_verb_stem,
    strip_particles,
)
from app.sandbox.extraction.text.hangul import has_hangul

_EDGES = "'\"“”‘’()（）[]「」『』《》<>.,!?…·:;~-–—`"
_BREAK = re.compile(r"[…·\[\]/|]|\.\.\.")
_PLURAL = re.compile(r"(?<=[가-힣]{2})들$")
_LIGHT_VERB = re.compile(
    r"^([가-힣]{2,}?)(?:하|되|시키|했|됐|한|된|할|될|해|돼|시켜|시킨)(?:[가-힣]{0,6})$"
)
_ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'’+.-]*[A-Za-z0-9+]|[A-Za-z]")


@dataclass(frozen=True)
class Word:
    """A space-separated word: its noun stem (None for verbs and the like) and its particle."""

    surface: str
    noun: str | None
    particle: str
    closes: bool  # punctuation follows


def korean_words(text: str) -> list[Word]:
    """The words (eojeol) of a Korean text."""
    return [_word(raw) for raw in _BREAK.sub(", ", text).split()]


@lru_cache(maxsize=16384)
def _word(raw: str) -> Word:
    closes = raw[-1:] in ",.;:!?…"
    surface = raw.strip(_EDGES)
    bare = re.sub(r"\([^)]*\)?|['\"‘’“”`]", "", surface)
    if not re.search(r"[가-힣A-Za-z]", bare) or PURE_VERB.search(bare):
        return Word(surface, None, "", closes)
    stem, particle = strip_particles(bare)
    if VERB.search(bare) and not NOUN_IN_HAE.search(bare) and _reads_as_verb(stem, particle):
        return Word(surface, None, "", closes)
    stem = _PLURAL.sub("", stem)
    if len(stem) < 2 or stem[0].isdigit() or is_stop_word(stem) or is_stop_word(bare):
        return Word(surface, None, particle, closes)
    return Word(surface, stem, particle, closes)


def _reads_as_verb(stem: str, particle: str) -> bool:
    return not particle or (particle in ("는", "은", "을", "이") and is_verb_stem(stem, particle))


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[str, ...]:
    """Content words for comparing texts: noun stems, and the nouns inside verbs (개발했다)."""
    if not has_hangul(text):
        return tuple(_singular(word) for word in english_words(text))
    found: list[str] = []
    for word in korean_words(text):
        inside = _LIGHT_VERB.match(word.surface) if word.noun is None else None
        noun = inside.group(1) if inside else word.noun
        if noun and not is_stop_word(noun):
            found.append(noun.lower())
    return tuple(found)


def english_words(text: str) -> list[str]:
    """Lower-case content words of an English text."""
    words = (match.group().lower().strip(".'’-") for match in _ENGLISH_WORD.finditer(text))
    return [word for word in words if not is_stop_word(word) and len(word) > 1]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_stop_word(word: str) -> bool:
    """Says nothing by itself."""
    return word.lower() in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    text = (files("app.sandbox.extraction.lexicon") / "stop_words.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for line in lines for word in line.split())
