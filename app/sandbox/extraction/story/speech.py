"""A statement as somebody says it: short enough for a bubble, and still true."""

from dataclasses import dataclass
from functools import lru_cache

from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.text.attribution import is_own_voice
from app.sandbox.extraction.text.clauses import has_subject
from app.sandbox.extraction.text.english_clauses import shorten_english
from app.sandbox.extraction.text.framing import (
    Utterance,
    english_utterances,
    korean_utterances,
    without_lead_in,
)
from app.sandbox.extraction.text.hangul import is_korean, polite
from app.sandbox.extraction.text.shorten import shorten

_POLITE_GROWTH = 3
_CLIPPED_LOSS = 0.9
_BEREFT_LOSS = 0.1
ACCEPTABLE_LOSS = 0.5


@dataclass(frozen=True)
class Speech:
    """What is said; ``attributed_to`` is the phrase that names who said it in the source.

    ``plain`` is the same in its written form, for reporting it.
    """

    text: str
    plain: str
    loss: float
    attributed_to: str | None


@lru_cache(maxsize=4096)
def speeches(statement: Statement, limit: int) -> tuple[Speech, ...]:
    """Everything in the statement that can be said within ``limit``, the most faithful first."""
    if statement.korean:
        found = [_korean(utterance, limit) for utterance in korean_utterances(statement.text)]
    else:
        found = [_english(utterance, limit) for utterance in english_utterances(statement.text)]
    return tuple(sorted((each for each in found if each), key=lambda each: each.loss))


def speech(statement: Statement, limit: int) -> Speech:
    """The best of them; a statement that can't be shortened is clipped between words."""
    found = speeches(statement, limit)
    return found[0] if found else retold(statement, limit) or _clipped(statement, limit)


def _korean(utterance: Utterance, limit: int) -> Speech | None:
    short = shorten(utterance.text, max(1, limit - _POLITE_GROWTH))
    if short is None:
        return None
    plain = without_lead_in(short.text)
    if utterance.speaker is None and is_own_voice(plain):
        return None
    bereft = has_subject(utterance.text) and not has_subject(plain)
    loss = short.loss + _BEREFT_LOSS * bereft
    return Speech(_ended(polite(plain)), plain, loss, utterance.speaker)


def _english(utterance: Utterance, limit: int) -> Speech | None:
    short = shorten_english(utterance.text, max(1, limit - 1))
    if short is None or (utterance.speaker is None and is_own_voice(short.text)):
        return None
    return Speech(_ended(short.text), short.text, short.loss, utterance.speaker)


def _clipped(statement: Statement, limit: int) -> Speech:
    text = clip(statement.text, limit)
    return Speech(text, text, _CLIPPED_LOSS, None)


def retold(statement: Statement, limit: int) -> Speech | None:
    """The whole sentence with its source in it, as a third person may tell it."""
    text = _ended(polite(statement.text.rstrip(".")) if statement.korean else statement.text)
    if len(text) > limit or is_own_voice(text):
        return None
    return Speech(text, statement.text.rstrip("."), 0.0, None)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "”", '"')) else f"{text}."


def clip(text: str, limit: int) -> str:
    """The first whole words within ``limit``, with an ellipsis when some are left out."""
    if len(text) <= limit:
        return text
    kept: list[str] = []
    for word in text.split():
        if len(" ".join([*kept, word])) > limit - 1:
            break
        kept.append(word)
    joined = " ".join(kept).rstrip(" ,.;:·")
    return f"{joined}…" if joined else text[: max(0, limit - 1)] + "…"[:limit]


def condensed(statement: Statement, limit: int) -> str:
    """The statement within ``limit`` in its written form, whole when it fits."""
    return (
        statement.text
        if len(statement.text) <= limit
        else _ended(speech(statement, limit - 1).plain)
    )


def headline(statement: Statement, limit: int) -> str:
    """A short title from a statement: its shortest faithful version without the final stop."""
    for utterance in (korean_utterances if statement.korean else english_utterances)(
        statement.text
    ):
        short = (shorten if is_korean(utterance.text) else shorten_english)(utterance.text, limit)
        if short and short.loss <= ACCEPTABLE_LOSS:
            return _as_title(short.text)
    return ""


def _as_title(text: str) -> str:
    """개발했다 → 개발, as headlines have it."""
    for ending in ("했다", "됐다", "한다", "된다", "하였다", "되었다"):
        stem = text.removesuffix(ending)
        if stem != text and len(stem) > 2 and stem[-1] not in " 게고지도야":
            return stem
    return text.rstrip(".")
