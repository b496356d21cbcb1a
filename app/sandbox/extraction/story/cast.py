"""The characters: people found in the text, and a narrator who reports."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.sandbox.extraction.digest import digest
from app.sandbox.extraction.material.people import Someone, alias_of
from app.sandbox.extraction.material.speakers import someone_of
from app.sandbox.extraction.story.looks import AGES, GRAY_HAIR, HAIR, TEEN, english_look
from app.sandbox.extraction.vocabulary import Entry, entries

_OLDER = ("교수", "학장", "원장", "소장", "총장", "위원장", "professor", "장관")
_YOUNG = ("학생", "학생들", "student", "students")
NAME_LENGTH = 20


@dataclass(frozen=True)
class Member:
    """One character; looks are the same words wherever they are drawn."""

    name: str
    noun: str
    look_korean: str
    look_english: str
    someone: Someone | None = None

    def look(self, korean: bool) -> str:
        """In the language asked for."""
        return self.look_korean if korean else self.look_english


@dataclass(frozen=True)
class Cast:
    """The narrator is always there; the others are in order of weight."""

    members: tuple[Member, ...]

    @property
    def narrator(self) -> Member:
        """Who says what nobody in the text is quoted with."""
        return self.members[0]

    def speaker_of(self, phrase: str) -> Member | None:
        """The member whom a phrase of the text means."""
        known = [member.someone for member in self.members if member.someone]
        meant = alias_of(phrase, known)
        return next((each for each in self.members if each.someone == meant and meant), None)

    def named(self, name: str) -> Member | None:
        """The member of that name."""
        return next((member for member in self.members if member.name == name), None)


def make_cast(people: Sequence[Someone], said_by: Iterable[str], korean: bool, size: int) -> Cast:
    """The narrator, those who are quoted (``said_by`` are the phrases that name them), others."""
    narrator = member("기자" if korean else "Reporter", "기자" if korean else "reporter")
    quoted: list[Someone] = []
    for phrase in said_by:
        known = alias_of(phrase, [*quoted, *people])
        quoted.append(known or someone_of(phrase))
    members = [narrator]
    for one in list(dict.fromkeys([*quoted, *people]))[: max(0, size - 1)]:
        members.append(_unlike(members, one))
    return Cast(tuple(members))


def _unlike(others: Sequence[Member], someone: Someone) -> Member:
    """Two people of one role differ in their hair."""
    tries = (
        member(someone.label, someone.role, someone=someone, variant=at) for at in range(len(HAIR))
    )
    hair = {other.look_english.split(", ")[1] for other in others}
    return next((one for one in tries if one.look_english.split(", ")[1] not in hair), others[0])


def member(
    name: str, role: str, *, decided: str = "", someone: Someone | None = None, variant: int = 0
) -> Member:
    """A character; looks that were not decided follow from role and name, so they never change."""
    noun, clothes, clothes_english, extra, extra_english = role_entry(role).columns
    age, age_english = _age(name, role)
    hair, hair_english = _hair(name, role, variant)
    look = f"{age}, {hair}, {clothes}, {extra}"
    english = f"{noun} {age_english}, {hair_english}, {clothes_english}, {extra_english}"
    if described := re.match(r"the [a-z ]+?(?= in their|,)", decided):
        noun = described.group()
    return Member(
        name=name[:NAME_LENGTH],
        noun=noun,
        look_korean=decided or look,
        look_english=english_look(decided, noun) or english,
        someone=someone,
    )


def _hair(name: str, role: str, variant: int) -> tuple[str, str]:
    if variant == 0 and role.endswith(_OLDER):
        return GRAY_HAIR
    return HAIR[(digest(name) + variant) % len(HAIR)]


def role_entry(role: str) -> Entry:
    """How people of that role look; an unknown role looks like a citizen."""
    lowered = role.lower()
    for entry in entries("roles"):
        if any(lowered == key.lower() for key in entry.keys):
            return entry
    for entry in entries("roles"):
        if any(key.lower() in lowered for key in entry.keys if len(key) > 1):
            return entry
    return next(entry for entry in entries("roles") if "시민" in entry.keys)


def _age(name: str, role: str) -> tuple[str, str]:
    if role in _YOUNG:
        return TEEN
    return AGES[2] if role.endswith(_OLDER) else AGES[digest(name) % 2]
