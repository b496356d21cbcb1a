"""Prompts are understood, in both languages."""

from pathlib import Path
from random import Random

import pytest

import app.sandbox.extraction.lexicon as lexicon
from app.sandbox.drawing.figure.mood import Feeling, Gesture
from app.sandbox.drawing.light import Hour
from app.sandbox.drawing.places.catalog import PLACES
from app.sandbox.drawing.props.catalog import PROPS
from app.sandbox.drawing.reading.prop_words import PROP_WORDS
from app.sandbox.drawing.reading.scene import Scene, Shot, read_scene
from app.sandbox.drawing.reading.vocabulary import PLACES as PLACE_WORDS
from app.sandbox.drawing.words import first_meaning, things

WOMAN = "a woman, black bob hair, red jacket"
MAN = "a man in his 60s, gray hair, navy suit"


def scene(prompt: str) -> Scene:
    return read_scene(prompt, Random(1))


def phrases(name: str, column: int) -> list[str]:
    """What the sandbox's model writes into its prompts."""
    table = Path(lexicon.__path__[0]) / name
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()]
    return [row[column].strip().lower() for row in rows if len(row) > column and row[0][0] != "#"]


@pytest.mark.parametrize(
    ("prompt", "place", "hour", "shot"),
    [
        ("in a laboratory, close-up, warm sunset", "laboratory", Hour.SUNSET, Shot.CLOSE),
        ("밤의 도시 거리, 와이드", "city", Hour.NIGHT, Shot.WIDE),
        (
            "press conference on stage, low angle, dramatic spotlight",
            "stage_hall",
            Hour.SPOTLIGHT,
            Shot.LOW,
        ),
        ("아침의 교실, 클로즈업", "classroom", Hour.MORNING, Shot.CLOSE),
        ("a farm field, over the shoulder, overcast gray light", "farm", Hour.GLOOMY, Shot.OVER),
        ("on the beach, from above, bright daylight", "sea", Hour.DAY, Shot.HIGH),
    ],
)
def test_place_light_and_shot(prompt: str, place: str, hour: Hour, shot: Shot) -> None:
    read = scene(prompt)

    assert (read.place, read.hour, read.shot) == (place, hour, shot)


@pytest.mark.parametrize(
    ("prompt", "props"),
    [
        ("a robot arm, a horseshoe magnet, in an office", ("robot", "magnet")),
        ("in a laboratory with microscopes and glass flasks, a virus model", ("virus",)),
        ("in a laboratory with microscopes and glass flasks", ("microscope", "flask")),
        ("드론과 태양광 패널, 공원", ("drone", "solar_panel")),
        ("a chart with a falling graph, in a meeting room", ("chart_down",)),
        ("a falling graph, money, in a bank", ("chart_down", "money")),
        ("holding a newspaper at home, a clock", ("newspaper", "clock")),
        ("a gift box and a birthday cake, at home", ("gift",)),
        ("clean line art, flat colors, webtoon style, at home", ()),
    ],
)
def test_props(prompt: str, props: tuple[str, ...]) -> None:
    assert scene(prompt).props == props


def test_everybody_feels_what_is_said_of_them() -> None:
    text = f"characters: {WOMAN}; {MAN}. the woman surprised, the man pointing with a worried look"

    woman, man = scene(text).people

    assert woman.mood.feeling is Feeling.SURPRISED
    assert man.mood.feeling is Feeling.WORRIED
    assert man.mood.gesture is Gesture.POINTING


def test_two_people_face_each_other_and_one_talks() -> None:
    left, right = scene(f"characters: {WOMAN}; {MAN}. talking in a park").people

    assert (left.mood.facing, right.mood.facing) == (1, -1)
    assert [left.mood.talking, right.mood.talking].count(True) == 1


def test_a_prompt_that_says_nothing_is_still_a_scene() -> None:
    read = scene("")

    assert read.place in PLACES
    assert len(read.people) == 1


def test_all_words_lead_to_something_that_can_be_drawn() -> None:
    assert set(PROP_WORDS.values()) == set(PROPS)
    assert set(PLACE_WORDS.values()) == set(PLACES)


@pytest.mark.parametrize("phrase", phrases("places.tsv", -1))
def test_every_place_of_the_sandboxs_model_is_known(phrase: str) -> None:
    assert first_meaning(PLACE_WORDS, phrase), phrase


def test_nearly_all_things_of_the_sandboxs_model_are_known() -> None:
    named = phrases("things.tsv", 2)
    unknown = [phrase for phrase in named if not things(PROP_WORDS, phrase)]

    assert len(named) > 100
    assert len(unknown) < 0.07 * len(named), unknown


@pytest.mark.parametrize(
    "who", ["the farmer gesturing", "the officer pointing", "the company leader smiling"]
)
def test_a_profession_is_no_place(who: str) -> None:
    assert scene(f"{who}, in a bakery with a brick oven").place == "bakery"
