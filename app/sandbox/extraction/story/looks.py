"""Looks in Korean turned into English, phrase by phrase."""

from functools import cache

from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.vocabulary import entries

AGES = (("30대", "in their thirties"), ("40대", "in their forties"), ("50대", "in their fifties"))
TEEN = ("10대", "in their teens")
HAIR = (
    ("짧은 검은 머리", "short black hair"),
    ("어깨까지 오는 갈색 머리", "shoulder-length brown hair"),
    ("검은 단발머리", "a black bob cut"),
    ("갈색 곱슬머리", "curly brown hair"),
    ("묶은 검은 머리", "black hair in a ponytail"),
)
GRAY_HAIR = ("희끗한 짧은 머리", "short graying hair")


def english_look(look: str, noun: str) -> str:
    """What of ``look`` is known in English, after who it is; empty when nothing is."""
    if look and not has_hangul(look):
        return look
    parts = [_phrases().get(part.strip(), "") for part in look.split(",")]
    known = [part for part in parts if part]
    return ", ".join([f"{noun} {known[0]}", *known[1:]]) if known else ""


@cache
def _phrases() -> dict[str, str]:
    table = dict([*AGES, TEEN, *HAIR, GRAY_HAIR])
    for entry in entries("roles"):
        _, *pairs = entry.columns
        table.update(zip(pairs[::2], pairs[1::2], strict=True))
    return table
