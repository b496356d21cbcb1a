"""Edits of values, within what one turn's move may be."""

import re

from app.sandbox.extraction.tale.draft import Draft
from app.sandbox.extraction.tale.raw import Raw, number_in, stocks_of
from app.sandbox.extraction.tale.values import START, Tier, bounded, tier_of

_UP = re.compile(r"올려|올리|올라|오르|높여|높이|상승|급등|증가|raise|increase", re.IGNORECASE)
_DOWN = re.compile(
    r"내려|내리|낮춰|낮추|하락|떨어|급락|폭락|감소|lower|decrease|drop", re.IGNORECASE
)
_ABOUT_VALUES = re.compile(
    r"[고중저]위험|값|주가|가격|가치|수익|current_value|value|price|%|퍼센트|프로", re.I
)
_PERCENT = re.compile(r"(\d{1,2})\s*(?:%|퍼센트|프로)")
_TO = re.compile(r"(\d{2,4})\s*(?:으로|로|까지)")
_TIERS: tuple[tuple[Tier, str], ...] = (("high", "고위험"), ("mid", "중위험"), ("low", "저위험"))
_AS_FAR_AS_MAY_BE = 100


def move_values(draft: Draft, clause: str) -> bool:
    """3턴에서 화염 마법사의 값을 10% 올려줘. The first turn's values never move."""
    up, down = _UP.search(clause), _DOWN.search(clause)
    named = draft.named(clause)
    about = _ABOUT_VALUES.search(clause) or named
    target = _TO.search(clause)
    if not about or not (up or down or (target and _ABOUT_VALUES.search(clause))):
        return False
    indexes = draft.indexes(clause) or [len(draft.turns) - 1]
    moved = False
    for at in (index for index in indexes if index > 0):
        for stock in _meant(draft, draft.turns[at], named, clause):
            value = _wanted(stock, clause, target, up=up is not None)
            draft.set_value(at, str(stock["name"]), value)
            moved = True
    return moved


def _meant(draft: Draft, turn: Raw, named: list[str], clause: str) -> list[Raw]:
    tiers = [tier for tier, word in _TIERS if word in clause]
    return [
        stock
        for stock in stocks_of(turn)
        if (not named or stock.get("name") in named)
        and (not tiers or tier_of(stock.get("risk_level")) in tiers)
    ]


def _wanted(stock: Raw, clause: str, target: re.Match[str] | None, *, up: bool) -> int:
    before = number_in(stock, "before_value") or number_in(stock, "current_value") or START
    tier = tier_of(stock.get("risk_level"))
    if target:
        return bounded(before, int(target.group(1)), tier)
    percent = _PERCENT.search(clause)
    share = int(percent.group(1)) if percent else _AS_FAR_AS_MAY_BE
    return bounded(before, round(before * (100 + (share if up else -share)) / 100), tier)
