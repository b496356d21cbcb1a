"""What somebody looks like, read from a description: the same words give the same person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from app.sandbox.drawing.colors import Color, rgb
from app.sandbox.drawing.figure.words import (
    AGES,
    COLORS,
    EXTRAS,
    GENDERS,
    HAIR,
    HAIR_COLORS,
    HATS,
    OUTFITS,
    ROLES,
)
from app.sandbox.drawing.words import first_meaning


class Age(StrEnum):
    """Which proportions and lines somebody has."""

    CHILD = "child"
    YOUNG = "young"
    MIDDLE = "middle"
    OLD = "old"


@dataclass(frozen=True)
class Look:
    """Everything about a person that stays the same from panel to panel."""

    age: Age
    woman: bool
    skin: Color
    hair: str
    hair_color: Color
    outfit: str
    color: Color
    second: Color
    glasses: bool
    beard: bool
    hat: str | None
    extras: frozenset[str]
    robot: bool


_SKINS = (rgb("#ffe0c7"), rgb("#fbd3b4"), rgb("#f7cba6"), rgb("#ffe6d3"), rgb("#f0bf98"))
_DARK_SKIN = rgb("#a8714b")
_HAIR_BY_CHANCE = (rgb("#2b2630"), rgb("#3a2b2a"), rgb("#553b2f"), rgb("#6d4a35"), rgb("#2d3142"))
_GRAY = rgb("#b9bac4")
_CLOTHES = (
    rgb("#e4572e"),
    rgb("#2e86ab"),
    rgb("#3fa34d"),
    rgb("#f2b134"),
    rgb("#8e6bbf"),
    rgb("#e56b8c"),
    rgb("#17827c"),
    rgb("#4a6fa5"),
)
_SUITS = (rgb("#39445e"), rgb("#4b4a57"), rgb("#5b4636"), rgb("#2f4a4d"))
_TROUSERS = (rgb("#44506b"), rgb("#5c5148"), rgb("#3c3f4a"), rgb("#6b7486"))
_MEN_HAIR = ("crop", "parted", "swept", "curly", "spiky")
_WOMEN_HAIR = ("bob", "long", "ponytail", "bun", "wavy")
_CHILD_HAIR = {True: ("tails", "bob", "ponytail"), False: ("bowl", "spiky", "crop")}


def look_of(description: str) -> Look:
    """Words decide; what they leave open is chosen by chance, the same for the same words."""
    text = " ".join(description.lower().split())
    chance = Random(text)
    woman = _gender(text, chance)
    age = _age(text)
    outfit = _outfit(text, chance)
    hair_words = " ".join(
        clause for clause in _clauses(text) if "hair" in clause or "머리" in clause
    )
    return Look(
        age=age,
        woman=woman,
        skin=_skin(text, chance),
        hair=_first_listed(HAIR, hair_words or text) or _hair(age, woman, chance),
        hair_color=_hair_color(hair_words, age, chance),
        outfit=outfit,
        color=_clothes_color(text, outfit, chance),
        second=chance.choice(_TROUSERS),
        glasses=_wears_glasses(text, chance),
        beard=not woman and bool(re.search(r"beard|mustache|moustache|수염", text)),
        hat=first_meaning(HATS, text),
        extras=frozenset(name for word, name in EXTRAS.items() if re.search(word, text)),
        robot=bool(re.search(r"\brobots?\b|android|로봇|안드로이드|ai 비서|챗봇", text)),
    )


def _first_listed(words: Mapping[str, str], text: str) -> str | None:
    """By the order of the list, which has the particular before the general."""
    return next((meaning for words_, meaning in words.items() if re.search(words_, text)), None)


def _clauses(text: str) -> list[str]:
    return re.split(r"[,;.()]| and | with | wearing | in an? |(?<=[를을의])\s", text)


def _gender(text: str, chance: Random) -> bool:
    """From words, else from the hair as comics draw it, else by chance."""
    found = first_meaning(GENDERS, text)
    by_chance = chance.random() < 0.5
    if found:
        return found == "woman"
    return by_chance or _first_listed(HAIR, text) in _WOMEN_HAIR


def _age(text: str) -> Age:
    return Age(first_meaning(AGES, text) or Age.YOUNG)


def _skin(text: str, chance: Random) -> Color:
    by_chance = chance.choice(_SKINS)
    return (
        _DARK_SKIN if re.search(r"dark skin|black (man|woman)|흑인|검은 피부", text) else by_chance
    )


def _hair(age: Age, woman: bool, chance: Random) -> str:
    if age is Age.CHILD:
        return chance.choice(_CHILD_HAIR[woman])
    if age is Age.OLD:
        return chance.choice(("bun", "short_curls") if woman else ("bald", "parted"))
    return chance.choice(_WOMEN_HAIR if woman else _MEN_HAIR)


def _hair_color(words: str, age: Age, chance: Random) -> Color:
    by_chance = chance.choice(_HAIR_BY_CHANCE)
    found = first_meaning(HAIR_COLORS, words)
    if found:
        return rgb(found)
    return _GRAY if age is Age.OLD else by_chance


def _outfit(text: str, chance: Random) -> str:
    by_chance = chance.choice(("sweater", "shirt", "hoodie", "jacket", "tshirt"))
    found = first_meaning(OUTFITS, text) or first_meaning(ROLES, text) or by_chance
    return (
        "knit_vest"
        if found == "vest" and re.search(r"gr[ae]y|brown|knit|회색|니트", text)
        else found
    )


def _clothes_color(text: str, outfit: str, chance: Random) -> Color:
    by_chance = chance.choice(_SUITS if outfit == "suit" else _CLOTHES)
    others = (c for c in _clauses(text) if "hair" not in c and "머리" not in c and "skin" not in c)
    found = first_meaning(COLORS, " ".join(others))
    return rgb(found) if found and outfit != "labcoat" else by_chance


def _wears_glasses(text: str, chance: Random) -> bool:
    by_chance = chance.random() < 0.08
    if re.search(r"no glasses|without glasses|안경 없", text):
        return False
    return by_chance or bool(re.search(r"glasses|goggles|spectacles|안경|고글", text))
