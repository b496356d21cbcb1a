"""Numbers: positions, choices, and figures that the text states."""

import re

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.schema.resolve import Slot
from app.sandbox.extraction.schema.wording import best_choice

_ORDINAL = re.compile(r"number|index|order|^no$|^seq|position|^id$|번호|순번", re.IGNORECASE)
_CHOICE = re.compile(r"chosen|choice|select|best|winner|pick|고른", re.IGNORECASE)
_SCORE = re.compile(r"score|confidence|probab|rating|weight|점수|확률", re.IGNORECASE)
_YEAR = re.compile(r"year|연도", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_HIGH_SHARE = 0.8


def number_for(composer: Composer, slot: Slot, scope: Scope) -> float:
    """By what the place is for; the schema's limits come after."""
    said = f"{slot.name} {slot.description}"
    if _CHOICE.search(said):
        chosen = best_choice(composer)
        return float(chosen.number or 1) if chosen else 1.0
    if _ORDINAL.search(said):
        decided = scope.record.number if scope.record else None
        return float(decided if decided is not None else scope.index + 1)
    if _SCORE.search(said):
        return _high(slot)
    text = _about(composer, scope)
    if _YEAR.search(said) and (year := re.search(r"(?:19|20)\d{2}", text)):
        return float(year.group())
    if "default" in slot.node:
        return float(slot.node["default"])
    if examples := [
        each for each in slot.node.get("examples", ()) if isinstance(each, int | float)
    ]:
        return float(max(examples))
    figure = _NUMBER.search(text)
    return float(figure.group().replace(",", "")) if figure else 1.0


def _about(composer: Composer, scope: Scope) -> str:
    if scope.statement:
        return scope.statement.text
    return scope.scene.statement.text if scope.scene else composer.material.text


def _high(slot: Slot) -> float:
    low, high = slot.node.get("minimum", 0), slot.node.get("maximum", 1)
    return float(low + (high - low) * _HIGH_SHARE)
