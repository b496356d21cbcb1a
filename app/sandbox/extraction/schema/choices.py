"""Choosing among the values that a schema allows."""

import re
from collections.abc import Sequence

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.schema.concepts import Concept, concept_of
from app.sandbox.extraction.schema.resolve import Json, Slot
from app.sandbox.extraction.vocabulary import label_cues

_CATCH_ALL = r"\S"
_UNSURE = ("other", "기타", "unknown", "none", "neutral")


def choose(composer: Composer, slot: Slot, scope: Scope) -> Json:
    """Of an enum the value that the material calls for."""
    values: list[Json] = list(slot.node["enum"])
    decided = _decided(composer, slot, scope)
    for wanted in decided:
        if wanted in values:
            return wanted
    if decided and concept_of(slot) is Concept.SOURCE_IDS:
        return values[0]
    for seen in composer.material.pictures[scope.index :]:
        if seen.kind in values:
            return seen.kind
    text = composer.material.query if _classifies_query(values) else _about(composer, scope)
    scored = [(_score(value, text), -at, value) for at, value in enumerate(values)]
    best = max(scored, key=lambda each: each[:2])
    if best[0] > 0:
        return best[2]
    unsure = [value for value in values if str(value).lower() in _UNSURE]
    return unsure[0] if unsure else values[(scope.index) % len(values)]


def _decided(composer: Composer, slot: Slot, scope: Scope) -> Sequence[Json]:
    match concept_of(slot):
        case Concept.SOURCE_IDS:
            return scope.source_ids
        case Concept.SPEAKER:
            return [scope.line.speaker.name] if scope.line else []
        case Concept.PERSON | Concept.PRESENT:
            one = scope.member or composer.cast.members[scope.index % len(composer.cast.members)]
            return [one.name]
        case _:
            return [scope.record.number] if scope.record else []


def _classifies_query(values: list[Json]) -> bool:
    return any(str(value).lower() == "information seeking" for value in values)


def _about(composer: Composer, scope: Scope) -> str:
    if scope.statement:
        return scope.statement.text
    if scope.scene:
        return scope.scene.statement.text
    if scope.title:
        return scope.title
    return f"{composer.material.query}\n{composer.material.query}\n{composer.material.text}"


def _score(value: Json, text: str) -> float:
    """Words in the text that call for the label, a catch-all counting least."""
    label = str(value).lower()
    own = len(re.findall(re.escape(label), text.lower())) if len(label) > 2 else 0
    cue = label_cues().get(label)
    if cue == _CATCH_ALL:
        return own + 0.5
    return own + (len(re.findall(cue, text, re.IGNORECASE)) if cue else 0)
