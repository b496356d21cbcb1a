"""A prompt read as a scene: place, light, shot, people with their moods, props."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from app.sandbox.drawing.figure.look import Age, Look, look_of
from app.sandbox.drawing.figure.mood import Feeling, Gesture, Mood
from app.sandbox.drawing.light import Hour
from app.sandbox.drawing.reading.mood_words import FEELING_WORDS, GESTURE_WORDS
from app.sandbox.drawing.reading.people import read_cast
from app.sandbox.drawing.reading.prop_words import PROP_WORDS
from app.sandbox.drawing.reading.vocabulary import HOURS, PLACES, SHOTS
from app.sandbox.drawing.words import first_meaning, meanings

_STYLE = re.compile(r"\bart\b|style|flat colou?rs?|webtoon|comic|illustration|화풍|그림체")
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
    looks = [look_of(description) for description in cast.descriptions or (_somebody(text),)]
    place = first_meaning(PLACES, text) or chance.choice(("city", "office", "home", "forest"))
    hour = first_meaning(HOURS, text) or chance.choice((Hour.DAY, Hour.MORNING, Hour.SOFT))
    return Scene(
        place=place,
        hour=Hour(hour),
        shot=Shot(first_meaning(SHOTS, text) or Shot.MEDIUM),
        people=tuple(_people(looks, text, chance)),
        props=tuple(_props(text, looks)),
    )


def _without_style(text: str) -> str:
    """``line art`` asks for no palette."""
    clauses = re.split(r"(?<=[,.])", text)
    return "".join(clause for clause in clauses if not _STYLE.search(clause))


def _somebody(text: str) -> str:
    """For a scene that describes nobody: whoever it speaks of."""
    found = re.search(r"wom[ae]n|m[ae]n\b|boy|girl|scientist|doctor|reporter|farmer|robot", text)
    return found[0] if found else "person"


def _props(text: str, looks: list[Look]) -> list[str]:
    found = meanings(PROP_WORDS, text)
    cast = {"robot"} if any(look.robot for look in looks) else set()
    doubled = {"chart_up"} if "chart_down" in found else set()
    return [name for name in found if name not in cast | doubled][:MOST_PROPS]


def _people(looks: list[Look], text: str, chance: Random) -> list[Person]:
    moods = [_mood(look, looks, text) for look in looks]
    leader = next((i for i, mood in enumerate(moods) if mood), chance.randrange(len(looks)))
    shared = _words_mood(text) or Mood(Feeling.CALM, Gesture.TALKING)
    people = []
    for index, look in enumerate(looks):
        own = moods[index] or (shared if index == leader else _reaction(shared, chance))
        facing = _facing(index, leader, len(looks), chance)
        talking = index == leader and own.feeling is not Feeling.SURPRISED
        people.append(Person(look, replace(own, facing=facing, talking=talking)))
    return people


def _mood(look: Look, looks: list[Look], text: str) -> Mood | None:
    """From the clauses about this one, when words tell which one that is."""
    noun = _noun(look)
    if [_noun(other) for other in looks].count(noun) > 1:
        return None
    clauses = [clause for clause in re.split(r"[,.;]", text) if re.search(noun, clause)]
    return _words_mood(" ".join(clauses))


def _noun(look: Look) -> str:
    if look.robot:
        return r"\brobot|로봇"
    if look.age is Age.CHILD:
        return r"\b(girl|소녀)" if look.woman else r"\b(boy|소년)"
    return r"\bwoman\b|여성|여자" if look.woman else r"\bman\b|남성|남자"


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
