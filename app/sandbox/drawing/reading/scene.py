"""A prompt read as a scene: place, light, shot, people with their moods, props."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from app.sandbox.drawing.figure.look import Look, look_of
from app.sandbox.drawing.figure.mood import Feeling, Gesture, Mood
from app.sandbox.drawing.light import Hour
from app.sandbox.drawing.reading.mood_words import FEELING_WORDS, GESTURE_WORDS
from app.sandbox.drawing.reading.people import noun_of, read_cast
from app.sandbox.drawing.reading.prop_words import PROP_WORDS
from app.sandbox.drawing.reading.vocabulary import HOURS, PLACES, SHOTS
from app.sandbox.drawing.words import first_meaning, things

_STYLE = re.compile(r"\bart\b|style|flat colou?rs?|webtoon|comic|illustration|화풍|그림체")
_WHERE = re.compile(r"\s*(in|on|at|inside|under|near|before)\b")
MOST_PEOPLE = 3
MOST_PROPS = 4


class Shot(StrEnum):
    """Where the camera stands."""

    WIDE = "wide"
    MEDIUM = "medium"
    CLOSE = "close"
    LOW = "low"
    HIGH = "high"
    OVER = "over"


@dataclass(frozen=True)
class Person:
    """A look that lasts and a mood of the moment."""

    look: Look
    mood: Mood


@dataclass(frozen=True)
class Scene:
    """What is to be drawn. People stand from left to right."""

    place: str
    hour: Hour
    shot: Shot
    people: tuple[Person, ...]
    props: tuple[str, ...]


def read_scene(prompt: str, chance: Random) -> Scene:
    """Words decide; ``chance`` fills in what they leave open."""
    cast = read_cast(prompt, MOST_PEOPLE)
    text = _without_style(" ".join(cast.rest.lower().split()))
    descriptions = cast.descriptions or (_somebody(text),)
    looks = [look_of(description) for description in descriptions]
    where = ", ".join(each for each in re.split(r"[,.;]", text) if _WHERE.match(each))
    named = first_meaning(PLACES, where) or first_meaning(PLACES, text)
    place = named or chance.choice(("city", "office", "home", "forest"))
    hour = first_meaning(HOURS, text) or chance.choice((Hour.DAY, Hour.MORNING, Hour.SOFT))
    return Scene(
        place=place,
        hour=Hour(hour),
        shot=Shot(first_meaning(SHOTS, text) or Shot.MEDIUM),
        people=tuple(_people(descriptions, looks, text, chance)),
        props=tuple(_props(text, looks)),
    )


def _without_style(text: str) -> str:
    """``line art`` asks for no palette."""
    clauses = re.split(r"(?<=[,.])", text)
    return "".join(clause for clause in clauses if not _STYLE.search(clause))


def _somebody(text: str) -> str:
    """For a scene that describes nobody: whoever it speaks of."""
    found = re.search(r"wom[ae]n|m[ae]n\b|boy|girl|scientist|doctor|reporter|farmer", text)
    return found[0] if found else "person"


def _props(text: str, looks: list[Look]) -> list[str]:
    """What is told of for itself; what merely belongs to the place only when there is no such."""
    clauses = re.split(r"[,.;]", text)
    own = [clause for clause in clauses if not _WHERE.match(clause)]
    found = things(PROP_WORDS, ", ".join(own)) or things(PROP_WORDS, text)
    cast = {"robot"} if any(look.robot for look in looks) else set()
    doubled = {"chart_up"} if "chart_down" in found else set()
    return [name for name in found if name not in cast | doubled][:MOST_PROPS]


def _people(
    descriptions: Sequence[str], looks: list[Look], text: str, chance: Random
) -> list[Person]:
    moods = [_own_mood(description, text) for description in descriptions]
    leader = next((i for i, mood in enumerate(moods) if mood), chance.randrange(len(looks)))
    shared = _words_mood(text) or Mood(Feeling.CALM, Gesture.TALKING)
    people = []
    for index, look in enumerate(looks):
        own = moods[index] or (shared if index == leader else _reaction(shared, chance))
        facing = _facing(index, leader, len(looks), chance)
        talking = index == leader and own.feeling is not Feeling.SURPRISED
        people.append(Person(look, replace(own, facing=facing, talking=talking)))
    return people


def _own_mood(description: str, text: str) -> Mood | None:
    """From the clauses about whom the description calls by the same noun."""
    noun = re.escape(noun_of(description))
    clauses = [clause for clause in re.split(r"[,.;]", text) if re.search(rf"\b{noun}", clause)]
    return _words_mood(" ".join(clauses))


def _words_mood(text: str) -> Mood | None:
    feeling, gesture = first_meaning(FEELING_WORDS, text), first_meaning(GESTURE_WORDS, text)
    if not feeling and not gesture:
        return None
    return Mood(Feeling(feeling or Feeling.CALM), Gesture(gesture or Gesture.TALKING))


def _reaction(to: Mood, chance: Random) -> Mood:
    """How a listener takes it."""
    feelings = {
        Feeling.SURPRISED: (Feeling.SURPRISED, Feeling.WORRIED),
        Feeling.WORRIED: (Feeling.WORRIED, Feeling.THINKING),
        Feeling.ANGRY: (Feeling.WORRIED, Feeling.SURPRISED),
        Feeling.SAD: (Feeling.SAD, Feeling.WORRIED),
        Feeling.HAPPY: (Feeling.HAPPY, Feeling.HAPPY, Feeling.CALM),
        Feeling.PROUD: (Feeling.HAPPY, Feeling.SURPRISED),
    }
    feeling = chance.choice(
        feelings.get(to.feeling, (Feeling.CALM, Feeling.THINKING, Feeling.HAPPY))
    )
    gestures = {
        Feeling.SURPRISED: (Gesture.STARTLED, Gesture.RELAXED),
        Feeling.WORRIED: (Gesture.WORRIED, Gesture.RELAXED),
        Feeling.HAPPY: (Gesture.RELAXED, Gesture.CHEERING, Gesture.WORRIED),
        Feeling.THINKING: (Gesture.THINKING, Gesture.CROSSED),
    }
    return Mood(feeling, chance.choice(gestures.get(feeling, (Gesture.RELAXED, Gesture.CROSSED))))


def _facing(index: int, leader: int, count: int, chance: Random) -> int:
    if count == 1:
        return chance.choice((-1, 1))
    if index == leader:
        return (
            1
            if index < count / 2 - 0.5
            else -1
            if index > count / 2 - 0.5
            else chance.choice((-1, 1))
        )
    return 1 if index < leader else -1
