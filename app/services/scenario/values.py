"""The values: they begin at 100, follow from turn to turn, and move as far as the risk allows."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.scenario import START_VALUE, Breach, Rule, Stock, Story, Turn
from app.services.scenario.numbers import MOST
from app.services.scenario.original import Original, RawPart


@dataclass(frozen=True)
class Range:
    """How far a value may move in one turn, as shares of it."""

    down: float
    up: float

    def bounds(self, value: int) -> tuple[int, int]:
        """Whole values: a share of a small one is rounded away from it."""
        lowest = math.floor(value * (1 - self.down) + _ROUNDING)
        return max(1, lowest), max(1, math.ceil(value * (1 + self.up) - _ROUNDING))


_ROUNDING = 1e-6
_TIERS = (
    (re.compile(r"고\s*위|높|high", re.IGNORECASE), Range(0.20, 0.30)),
    (re.compile(r"중\s*(?:간\s*)?위|보통|mid|medium", re.IGNORECASE), Range(0.05, 0.10)),
    (re.compile(r"저\s*위|낮|안전|low", re.IGNORECASE), Range(0.03, 0.05)),
)


def risk_range(risk_level: str) -> Range | None:
    """Of a level in the client's own words; None when they don't say how risky it is."""
    for words, found in _TIERS:
        if words.search(risk_level):
            return found
    return None


def settle_values(story: Story, original: Original) -> tuple[Story, list[Breach]]:
    """The story with values that follow; a move that was meant is made from the true value."""
    settled: list[Turn] = []
    breaches: list[Breach] = []
    for index, turn in enumerate(story):
        stocks = []
        for position, stock in enumerate(turn.stocks):
            own = original.stock(index, position, turn.cast)
            last = _last(story, settled, stock.name)
            if index and last is None:
                stocks.append(stock)  # a stock that the client's own story brings in here
                continue
            later = _told_later(story, index, stock.name)
            value, found = _follow(stock, last, own, later) if last else _start(stock, own)
            stocks.append(value)
            breaches += [replace(breach, turn=index + 1, stock=stock.name) for breach in found]
        settled.append(turn.with_stocks(stocks))
    return tuple(settled), breaches


@dataclass(frozen=True)
class _Last:
    """A stock's value at the end of the turn before: as it was written, and as it is now."""

    written: int
    now: int


def _last(story: Story, settled: Sequence[Turn], name: str) -> _Last | None:
    if not settled:
        return None
    for written, now in zip(story[len(settled) - 1].stocks, settled[-1].stocks, strict=True):
        if now.name == name:
            return _Last(written.current_value, now.current_value)
    return None


def _start(stock: Stock, own: RawPart) -> tuple[Stock, list[Breach]]:
    right = _with_values(stock, START_VALUE, START_VALUE, own)
    if right == stock or _is_own(stock, own):
        return stock, []
    fault = f"1턴의 before_value와 current_value는 {START_VALUE}이어야 합니다."
    return right, [Breach(Rule.START, fault, mended="고쳐 적었습니다.")]


def _told_later(story: Story, index: int, name: str) -> int | None:
    """The value of this turn as the next one remembers it."""
    if index + 1 == len(story):
        return None
    found = (stock.before_value for stock in story[index + 1].stocks if stock.name == name)
    return next(found, None)


def _follow(
    stock: Stock, last: _Last, own: RawPart, later: int | None
) -> tuple[Stock, list[Breach]]:
    if last.written == last.now == own.get("before_value") and _is_own(stock, own):
        return stock, []
    wanted = _meant(stock, last)
    low, high = _bounds(stock, last.now)
    value = _nearest(wanted, later, low, high)
    right = _with_values(stock, last.now, value, own)
    breaches = []
    if right.before_value != stock.before_value and last.written == last.now:
        fault = f"before_value는 앞 턴의 current_value인 {last.now}이어야 합니다."
        breaches.append(Breach(Rule.CHAIN, fault, mended="고쳐 적었습니다."))
    if value != wanted:
        fault = f"{stock.risk_level}의 변동 범위({low}~{high})를 벗어난 값입니다."
        breaches.append(Breach(Rule.RANGE, fault, mended=f"{value}(으)로 바꾸었습니다."))
    return right, breaches


def _is_own(stock: Stock, own: RawPart) -> bool:
    """Whether the numbers are the client's own."""
    return bool(own) and (own.get("before_value"), own.get("current_value")) == (
        stock.before_value,
        stock.current_value,
    )


def _meant(stock: Stock, last: _Last) -> int:
    """As written; after a turn that was mended, the same move from where that one ends now."""
    base = stock.before_value or last.written
    if last.now in (last.written, base) or base <= 0:
        return stock.current_value
    return round(stock.current_value / base * last.now)


def _nearest(wanted: int, later: int | None, low: int, high: int) -> int:
    """What was meant if it may be, else what the next turn knows of it, else the bound."""
    if low <= wanted <= high:
        return wanted
    if later is not None and low <= later <= high:
        return later
    return min(max(wanted, low), high)


def _with_values(stock: Stock, before: int, now: int, own: RawPart) -> Stock:
    """A client whose stories tell no ``before_value`` gets none."""
    untold = stock.before_value is None and own and "before_value" not in own
    told = {} if untold else {"before_value": before}
    return stock.model_copy(update={**told, "current_value": now})


def _bounds(stock: Stock, value: int) -> tuple[int, int]:
    found = risk_range(stock.risk_level)
    low, high = found.bounds(value) if found else (1, 10 * max(1, value))
    return low, min(high, MOST)
