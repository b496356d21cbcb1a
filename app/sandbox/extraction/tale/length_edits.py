"""Edits of how many turns a story has."""

import re
from copy import deepcopy

from app.sandbox.extraction.tale.draft import Draft, bare
from app.sandbox.extraction.tale.happenings import chosen, hope
from app.sandbox.extraction.tale.raw import number_in, stocks_of
from app.sandbox.extraction.tale.values import START, moved, tier_of

_COUNTS = {"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3}
_TO = re.compile(r"(\d{1,2})\s*턴(?:으로|까지|이 되게)\s*(늘|만들|줄|추가)")
_MORE = re.compile(
    r"턴(?:을|를)?\s*(\d{1,2}|하나|한|두|둘|세|셋)?\s*(?:개|턴)?\s*(?:더\s*)?(?:추가|늘|만들|써)|(\d{1,2})\s*턴(?:을)?\s*(?:더|추가)"
)
_LESS = re.compile(r"삭제|제거|빼\s?[줘고]|빼주|없애|지워|remove|delete", re.IGNORECASE)
_MOST_TURNS = 30


def add_turns(draft: Draft, clause: str) -> bool:
    """턴을 하나 더 추가해줘, 10턴으로 늘려줘."""
    to, more = _TO.search(clause), _MORE.search(clause)
    if to and to.group(2) != "줄":
        count = int(to.group(1)) - len(draft.turns)
    elif more:
        said = more.group(1) or more.group(2) or "하나"
        count = _COUNTS.get(said) or int(said)
    else:
        return False
    for _ in range(min(count, _MOST_TURNS - len(draft.turns))):
        _append(draft, clause)
    return count > 0


def remove_turns(draft: Draft, clause: str) -> bool:
    """마지막 턴을 삭제해줘, 5턴으로 줄여줘. At least one stays."""
    to = _TO.search(clause)
    if to and to.group(2) == "줄":
        del draft.turns[max(1, int(to.group(1))) :]
        return True
    indexes = draft.indexes(clause)
    if not indexes or not re.search(
        rf"턴[을를은]?\s*(?:모두\s*)?(?:{_LESS.pattern})|(?:{_LESS.pattern}).*turn", clause, re.I
    ):
        return False
    kept = [turn for at, turn in enumerate(draft.turns) if at not in indexes]
    draft.turns[:] = kept or draft.turns[:1]
    _join(draft)
    return True


def _append(draft: Draft, clause: str) -> None:
    """One more turn, driven by something that has not happened yet."""
    last = draft.turns[-1]
    number = len(draft.turns) + 1
    seed = f"{clause} {number}"
    came, news = chosen(2, seed, draft.words(number))
    turn = {**deepcopy(last), "turn_number": number, "result": came.result, "news": news.news}
    turn["news_tag"] = news.tag
    for stock in stocks_of(turn):
        before = number_in(stock, "current_value") or START
        tier = tier_of(stock.get("risk_level"))
        name = str(stock.get("name") or "")
        stock["before_value"] = before
        stock["current_value"] = moved(before, tier, came.moves[tier], f"{seed} {name}")
        stock["expectation"] = hope(bare(name), news.moves[tier], seed)
    last["news"], last["news_tag"] = came.news, came.tag
    draft.turns.append(turn)


def _join(draft: Draft) -> None:
    """Numbers without a gap, and values that follow each other over what is gone."""
    for number, turn in enumerate(draft.turns, 1):
        turn["turn_number"] = number
    for name in draft.names:
        draft.set_value(0, name, START)
