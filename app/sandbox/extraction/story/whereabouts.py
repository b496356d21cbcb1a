"""Where and when a panel is: what its sentence says, else what the whole text is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.sandbox.extraction.digest import digest
from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.vocabulary import Entry, Kind, entries, strength

Time = tuple[str, str]

TIMES: tuple[Time, ...] = (
    ("아침", "in the morning"),
    ("한낮", "at bright midday"),
    ("해 질 녘", "at sunset"),
    ("밤", "at night"),
)
_MORNING, _NOON, _SUNSET, _NIGHT = TIMES
_TIME_WORDS: tuple[tuple[Time, str], ...] = (
    (
        _NIGHT,
        r"(?<![가-힣])밤(?!나무|송이|알)|한밤|야간|심야|자정|어젯밤|야경|\b(?:night|midnight)\b",
    ),
    (_MORNING, r"아침|오전|새벽|해돋이|\b(?:morning|dawn|sunrise)\b"),
    (_SUNSET, r"저녁|노을|해 질|해질|\b(?:evening|sunset|dusk)\b"),
    (_NOON, r"한낮|대낮|점심|오후|정오|\b(?:noon|midday|afternoon)\b"),
)
_NIGHTLY = ("사람들이 올려다보는 밤하늘", "별이 가득한")
_NEUTRAL = ("a busy city", "a modern office", "a lecture hall", "a university")
_MAIN_PLACES = 3
_LEAD_WEIGHT = 2.0
_TELLING = 2.0


@dataclass(frozen=True)
class Whereabouts:
    """What a whole text is about: its places and things, the most telling first, and its time."""

    places: tuple[Entry, ...]
    things: tuple[Entry, ...]
    time: Time

    def place(self, statement: Statement) -> Entry:
        """The sentence's own where it is one of the text's, else the text's."""
        if not self.places:
            neutral = [each for each in entries("places") if each.english.startswith(_NEUTRAL)]
            return neutral[digest(statement.source_ids[0] if statement.source_ids else "") % 4]
        named = _ranked("places", [statement.text])
        main = self.places[:_MAIN_PLACES]
        return next((entry for entry, _ in named if entry in main), main[0])

    def time_at(self, place: Entry, statement: Statement) -> Time:
        """As the sentence says; some places are only there at night."""
        if place.korean.startswith(_NIGHTLY):
            return _NIGHT
        return time_in(statement.text) or self.time

    def props(self, statement: Statement, most: int) -> tuple[Entry, ...]:
        """What the sentence names, else the most telling thing of the text."""
        named = [entry for entry, _ in _ranked("things", [statement.text])]
        return tuple((named or self.things)[: most if named else 1])


def whereabouts_of(texts: Sequence[str]) -> Whereabouts:
    """Of a text in sentences; what its first sentence names counts more."""
    things = [entry for entry, score in _ranked("things", texts) if score >= _TELLING]
    times = [time for text in texts if (time := time_in(text))]
    return Whereabouts(
        places=tuple(entry for entry, _ in _ranked("places", texts)),
        things=tuple(things),
        time=max(times, key=times.count) if times else _NOON,
    )


def time_in(text: str) -> Time | None:
    """The time of day that is named first."""
    found = [
        (match.start(), at)
        for at, (_, words) in enumerate(_TIME_WORDS)
        if (match := re.search(words, text, re.IGNORECASE))
    ]
    return _TIME_WORDS[min(found)[1]][0] if found else None


def _ranked(kind: Kind, texts: Sequence[str]) -> list[tuple[Entry, float]]:
    scores: dict[Entry, float] = {}
    for at, text in enumerate(texts):
        for entry, hits in strength(kind, text):
            scores[entry] = scores.get(entry, 0.0) + hits * (_LEAD_WEIGHT if at == 0 else 1.0)
    return sorted(scores.items(), key=lambda each: -each[1])
