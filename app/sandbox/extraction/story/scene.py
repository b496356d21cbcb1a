"""What is seen in a panel: place, time, props, expressions; different from panel to panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.salience import is_dependent
from app.sandbox.extraction.story.cast import Cast, Member
from app.sandbox.extraction.story.speech import (
    ACCEPTABLE_LOSS,
    Speech,
    retold,
    speech,
    speeches,
)
from app.sandbox.extraction.story.whereabouts import Whereabouts
from app.sandbox.extraction.text.clauses import leading_phrase
from app.sandbox.extraction.text.hangul import attach
from app.sandbox.extraction.text.keyphrases import overlap
from app.sandbox.extraction.vocabulary import Entry, matching

CALM = Entry((), ("차분한 표정", "a calm face", "손짓을 섞어", "gesturing", "soft daylight"))
_SECOND_LINE = 45
_PROPS_BESIDE_ONE, _PROPS_BESIDE_MORE = 2, 1  # more would find no room in the picture
_NEAR = 4
_SAME_MATTER = 0.15


@dataclass(frozen=True)
class Line:
    """Who says what."""

    speaker: Member
    text: str
    plain: str


@dataclass(frozen=True)
class Scene:
    """One panel, thought out once; every field of it is worded from this."""

    statement: Statement
    lines: tuple[Line, ...]
    source_ids: tuple[str, ...]
    place: Entry
    time: tuple[str, str]
    props: tuple[Entry, ...]
    mood: Entry
    index: int

    @property
    def present(self) -> tuple[Member, ...]:
        """Who is in the panel, the first speaker first."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines))


def make_scenes(
    story: Sequence[Statement],
    spare: Sequence[Statement],
    cast: Cast,
    limit: int,
    about: Whereabouts,
) -> list[Scene]:
    """One for each statement; ``spare`` ones may answer it."""
    scenes: list[Scene] = []
    left = list(spare)
    for index, statement in enumerate(story):
        lines, ids = _lines(statement, left, cast, limit, scenes)
        place = about.place(statement)
        alone = len({line.speaker.name for line in lines}) == 1
        scenes.append(
            Scene(
                statement=statement,
                lines=lines,
                source_ids=ids,
                place=place,
                time=about.time_at(place, statement),
                props=about.props(statement, _PROPS_BESIDE_ONE if alone else _PROPS_BESIDE_MORE),
                mood=next(iter(matching("moods", statement.text)), CALM),
                index=index,
            )
        )
    return scenes


def _lines(
    statement: Statement, spare: list[Statement], cast: Cast, limit: int, before: list[Scene]
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    line = _first_line(statement, cast, limit, len(before))
    ids = statement.source_ids
    answer = _answer(statement, spare, cast, line.speaker, min(limit, _SECOND_LINE))
    if answer is None:
        return (line,), ids
    other, reply = answer
    spare.remove(other)
    earlier = reply.speaker == cast.narrator and other.order < statement.order
    lines = (reply, line) if earlier else (line, reply)
    return lines, tuple(dict.fromkeys([*ids, *other.source_ids]))


def _first_line(statement: Statement, cast: Cast, limit: int, index: int) -> Line:
    """By who said it; somebody outside the cast is quoted by the narrator."""
    said = speech(statement, limit)
    whole = retold(statement, limit)
    speaker = _speaker(said, statement, cast, index)
    if whole and (speaker is None or (index == 0 and _is_announcement(said, cast))):
        return _line(cast.narrator, whole)
    return _line(speaker or cast.narrator, said)


def _is_announcement(said: Speech, cast: Cast) -> bool:
    """Made by an organisation: the narrator opens the story with it."""
    who = cast.speaker_of(said.attributed_to) if said.attributed_to else None
    return who is not None and who.someone is not None and who.someone.kind == "group"


def _speaker(said: Speech, statement: Statement, cast: Cast, index: int) -> Member | None:
    """None when it is the words of somebody who is not in the cast."""
    if said.attributed_to:
        return cast.speaker_of(said.attributed_to)
    subject = cast.speaker_of(leading_phrase(statement.text))
    own = subject is not None and subject.someone is not None and subject.someone.kind == "group"
    tells = own and index > 0 and subject is not None and not subject.name.endswith("관계자")
    return subject if tells else cast.narrator


def _answer(
    statement: Statement, spare: Sequence[Statement], cast: Cast, speaker: Member, limit: int
) -> tuple[Statement, Line] | None:
    """A neighbouring statement that another character can say in few words."""
    near = sorted(spare, key=lambda each: abs(each.order - statement.order))
    for other in (each for each in near[:_NEAR] if _belongs(each, statement)):
        for said in speeches(other, limit):
            who = _speaker(said, other, cast, 1)
            fits = said.loss <= ACCEPTABLE_LOSS / 2 and not is_dependent(other)
            if fits and who is not None and who != speaker and _adds(other, statement, who, cast):
                return other, _line(who, said)
    return None


def _adds(other: Statement, statement: Statement, who: Member, cast: Cast) -> bool:
    """The narrator steps in only with what is next to it and about the same."""
    if who != cast.narrator:
        return True
    same = overlap(statement.text, other.text) >= _SAME_MATTER
    return same and abs(other.order - statement.order) <= 1


def _belongs(other: Statement, statement: Statement) -> bool:
    """From the same source, and close by or about the same."""
    if not set(other.source_ids) & set(statement.source_ids) and statement.source_ids:
        return False
    return abs(other.order - statement.order) <= 2 or overlap(statement.text, other.text) >= 0.2


def _line(speaker: Member, said: Speech) -> Line:
    own = partial(_from_own_mouth, speaker=speaker)
    return Line(speaker, own(said.text), own(said.plain))


def _from_own_mouth(text: str, speaker: Member) -> str:
    """A group does not name itself: 연구팀은 개발했습니다 → 개발했습니다."""
    if not speaker.someone:
        return text
    for name in (speaker.someone.label, speaker.someone.key):
        for particle in ("은", "이"):
            start = f"{attach(name, particle)} "
            if text.startswith(start) and len(text) - len(start) > 8:
                return text.removeprefix(start)
    return text
