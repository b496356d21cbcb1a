"""More of what a request wishes for: a sentence in each turn that brings it."""

import re
from functools import cache

from app.sandbox.extraction.lexicon.rows import rows_of
from app.sandbox.extraction.tale.draft import Draft
from app.sandbox.extraction.tale.raw import Raw
from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.text.keyphrases import noun_phrases
from app.sandbox.extraction.text.slots import filled

_MOST_MOODS = 2
_OTHER = (
    "이번에는 {t:이} 이야기의 주인공이 되었어요!",
    "{a}도 {t}에 푹 빠져들었어요.",
    "{place:은} 온통 {t} 이야기로 가득했어요.",
)
_OTHER_ENGLISH = (
    "This time everything turned around {t}!",
    "Even {a} could not stop thinking about {t}.",
    "The whole {place} talked of {t}.",
)


def enliven(draft: Draft, request: str) -> None:
    """Every turn that the request speaks of gets a sentence of each mood."""
    moods = _wished(request, korean=has_hangul(draft.text))
    for at, turn in enumerate(draft.targets(request)):
        for offset, sentences in enumerate(moods):
            words = {**draft.words(at + offset), "t": _topic(request)}
            _add(turn, filled(sentences[at % len(sentences)], words))


def _add(turn: Raw, sentence: str) -> None:
    told = str(turn.get("result") or "").rstrip()
    turn["result"] = f"{told} {sentence}".strip()


def _wished(request: str, *, korean: bool) -> list[tuple[str, ...]]:
    """The sentences of every mood that is wished for, or of the topic that is named."""
    if not korean:
        return [_OTHER_ENGLISH]
    wished = [texts for pattern, texts in _moods() if re.search(pattern, request, re.IGNORECASE)]
    return wished[:_MOST_MOODS] or [_OTHER]


def _topic(request: str) -> str:
    return next(iter(noun_phrases(request)), "새로운 소식" if has_hangul(request) else "the news")


@cache
def _moods() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (pattern, tuple(texts.split("|"))) for pattern, texts in rows_of("moods_of_tales.tsv")
    )
