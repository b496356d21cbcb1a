"""Somebody made from the phrase that names who says a quotation."""

import re

from app.sandbox.extraction.material.people import Someone
from app.sandbox.extraction.text.attribution import is_person
from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.text.nouns import korean_words

_ADDRESS = ("씨", "양", "군")
_GROUP = re.compile(r"(?:들|팀|진|단)$")
_ENGLISH_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}$")
_LONGEST = 14


def someone_of(phrase: str) -> Someone:
    """시험에 참여한 강보라 씨 → 강보라 씨, 한 주민 → 주민, 예산군 → 예산군 관계자."""
    if not has_hangul(phrase):
        return _english(phrase)
    words = re.sub(r"\s측$", "", phrase).split()
    last = words[-1]
    before = _noun_before(words)
    label = f"{before} {last}" if before and len(before) + len(last) < _LONGEST else last
    if not is_person(last) and not is_person(before) and not _GROUP.search(last):
        return Someone(f"{label} 관계자", "관계자", "group", last, 1)
    roles = [word for word in reversed(words) if is_person(word) and word not in _ADDRESS]
    role = (roles or [before])[0]
    return Someone(label, role, "person", label if len(label) > 1 else phrase, 1)


def _noun_before(words: list[str]) -> str:
    """A name or a place of work right before the title; 한 and verbs are none."""
    if len(words) < 2:
        return ""
    [word] = korean_words(words[-2])
    named = word.noun is not None and not word.particle and not word.closes
    return words[-2] if named or words[-1] in _ADDRESS else ""


def _english(phrase: str) -> Someone:
    match = _ENGLISH_NAME.search(phrase)
    if match and not phrase.lower().startswith(("a ", "an ", "one ")):
        role = phrase[: match.start()].removeprefix("the ").strip() or "resident"
        return Someone(match.group(), role, "person", match.group().split()[-1], 1)
    role = re.sub(r"^(?:the|an?|one)\s", "", phrase, flags=re.IGNORECASE)
    return Someone(phrase, role, "person", role, 1)
