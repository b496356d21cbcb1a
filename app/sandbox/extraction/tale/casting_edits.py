"""Edits of whom a story is about."""

import re

from app.sandbox.extraction.tale.casting import rivals_of
from app.sandbox.extraction.tale.draft import Draft, bare
from app.sandbox.extraction.tale.enliven import enliven
from app.sandbox.extraction.tale.invent import new_stock
from app.sandbox.extraction.tale.raw import Raw, number_in, stocks_of
from app.sandbox.extraction.tale.values import START, moved, tier_of

_COUNTS = {"한": 1, "하나": 1, "두": 2, "세": 3, "네": 4}
_WHO = r"종목|주식|캐릭터|등장인물|인물|주인공|친구|가게|동료|stock|character"
_COUNT = re.compile(r"(\d{1,2}|한|하나|두|세|네)\s*(?:명|개|마리|곳|종목)")
_MORE = re.compile(r"추가|더 (?:넣|만들|등장)|늘려|등장시|데려|add", re.IGNORECASE)
_LESS = re.compile(r"삭제|제거|빼|없애|지워|remove|delete", re.IGNORECASE)
_NAME = re.compile(
    r"[‘'“\"]([^’'”\"]{1,30})[’'”\"]|(?:^|\s)((?:[가-힣]+\s)?[가-힣]+?)(?:을|를|이라는|라는)\s"
)
_RIVALRY = re.compile(r"경쟁|대결|라이벌|승부|rival|compet", re.IGNORECASE)
_RIVALS_IN_ALL = 3
_MOST_STOCKS = 10


def remove_stocks(draft: Draft, clause: str) -> bool:
    """화염 마법사를 빼줘. At least one stays."""
    named = draft.named(clause)
    if not named or not _LESS.search(clause) or len(named) == len(draft.names):
        return False
    for turn in draft.turns:
        turn["stocks"] = [each for each in stocks_of(turn) if each.get("name") not in named]
    return True


def add_stocks(draft: Draft, clause: str) -> bool:
    """얼음 마법사를 추가해줘, 캐릭터를 두 명 더; whoever is alone gets rivals to compete with."""
    if not any(draft.names):
        return False
    if _RIVALRY.search(clause) and len(draft.names) == 1:
        for name in rivals_of(draft.names[0], _RIVALS_IN_ALL - 1):
            _add(draft, name)
        enliven(draft, clause)
        return True
    kinds = {bare(name).split()[-1] for name in draft.names if name}
    speaks_of_one = re.search(_WHO, clause, re.I) or any(kind in clause for kind in kinds)
    if not _MORE.search(clause) or not speaks_of_one:
        return False
    for name in _new_names(draft, clause):
        _add(draft, name)
    return True


def _new_names(draft: Draft, clause: str) -> list[str]:
    match, count = _NAME.search(clause), _COUNT.search(clause)
    said = (match.group(1) or match.group(2) or "").strip() if match else ""
    wanted = (_COUNTS.get(count.group(1)) or int(count.group(1))) if count else 1
    room = max(0, _MOST_STOCKS - len(draft.names))
    is_name = said and not re.search(rf"(?:{_WHO})$|요소|이야기", said)
    if is_name and said not in map(bare, draft.names):
        return [said, *rivals_of(said, wanted - 1)][:room]
    fresh = [name for name in rivals_of(draft.names[0], wanted + room) if name not in draft.names]
    return fresh[: min(wanted, room)]


def _add(draft: Draft, name: str) -> None:
    """In every turn, from 100 on, moving as the others do there."""
    position = len(draft.names)
    value = START
    for number, turn in enumerate(draft.turns):
        stock = new_stock(position, name)
        before = value
        if number:
            tier = tier_of(stock["risk_level"])
            value = moved(value, tier, _drift(turn), f"{name} {number}")
        stock |= {"before_value": before, "current_value": value}
        turn["stocks"] = [*stocks_of(turn), stock]


def _drift(turn: Raw) -> int:
    """Up or down, as most of the turn's stocks went."""
    moves = [
        (number_in(stock, "current_value") or 0) - (number_in(stock, "before_value") or 0)
        for stock in stocks_of(turn)
    ]
    return 1 if sum(moves) >= 0 else -1
