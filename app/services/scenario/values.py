"""The values: they begin at 100, follow from turn to turn, and move as far as the risk allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.scenario import START_VALUE, Breach, Rule, Stock, Story, Turn
from app.services.scenario.numbers import read_number
from app.services.scenario.original import Original, RawPart
from app.services.scenario.risk import risk_range


def settle_values(story: Story, original: Original) -> tuple[Story, list[Breach]]:
    """The story with values that follow; a move that was meant is made from the true value.

    The start and the ranges are the game's: a request for another value gets the nearest one.
    """
    settled: list[Turn] = []
    breaches: list[Breach] = []
    for index, turn in enumerate(story):
        stocks = []
        for stock, place in zip(turn.stocks, _places(story, settled, original), strict=True):
            value, found = place.settle(stock)
            stocks.append(value)
            breaches += [replace(breach, turn=index + 1, stock=stock.name) for breach in found]
        settled.append(turn.with_stocks(stocks))
    return tuple(settled), breaches


@dataclass(frozen=True)
class _Last:
    """A stock's value at the end of the turn before: as it was written, and as it is now."""

    written: int
    now: int


@dataclass(frozen=True)
class _Place:
    """What stands around a stock: in the client's own story, the turn before, the turn after."""

    first: bool
    own: RawPart
    own_before: RawPart
    last: _Last | None
    later: int | None

    def settle(self, stock: Stock) -> tuple[Stock, list[Breach]]:
        """The stock with the values that it must have."""
        if self._is_own(stock):
            return stock, []
        if self.last is not None:
            return self._follow(stock, self.last)
        # A stock may enter later in a client's own story only.
        return self._start(stock) if self.first else (stock, [])

    def _is_own(self, stock: Stock) -> bool:
        """Whether these are the client's own numbers, after the client's own numbers."""
        value = read_number(self.own_before.get("current_value"))
        follows = self.last is None or self.last.written == self.last.now == value
        return self._is_as_it_was(stock) and follows

    def _is_as_it_was(self, stock: Stock) -> bool:
        if not self.own or read_number(self.own.get("current_value")) != stock.current_value:
            return False
        return read_number(self.own.get("before_value")) == stock.before_value

    def _start(self, stock: Stock) -> tuple[Stock, list[Breach]]:
        right = self._with_values(stock, START_VALUE, START_VALUE)
        if right == stock:
            return stock, []
        fault = f"1턴의 before_value와 current_value는 {START_VALUE}이어야 합니다."
        return right, [Breach(Rule.START, fault, mended="고쳐 적었습니다.")]

    def _follow(self, stock: Stock, last: _Last) -> tuple[Stock, list[Breach]]:
        wanted = _meant(stock, last)
        low, high = risk_range(stock.risk_level).bounds(last.now)
        value = self._nearest(wanted, low, high)
        right = self._with_values(stock, last.now, value)
        breaches = []
        # What an edit left alone after a value that it changed follows without a word.
        follows = last.written != last.now or self._is_as_it_was(stock)
        if right.before_value != stock.before_value and not follows:
            fault = f"before_value는 앞 턴의 current_value인 {last.now}이어야 합니다."
            breaches.append(Breach(Rule.CHAIN, fault, mended="고쳐 적었습니다."))
        if value != wanted:
            fault = f"{stock.risk_level}의 변동 범위({low}~{high})를 벗어난 값입니다."
            mended = f"{value}(으)로 바꾸었습니다."
            breaches.append(Breach(Rule.RANGE, fault, mended=mended))
        return right, breaches

    def _nearest(self, wanted: int, low: int, high: int) -> int:
        """What was meant if it may be, else what the next turn knows of it, else the bound."""
        if low <= wanted <= high:
            return wanted
        if self.later is not None and low <= self.later <= high:
            return self.later
        return min(max(wanted, low), high)

    def _with_values(self, stock: Stock, before: int, now: int) -> Stock:
        """A client whose stories tell no ``before_value`` gets none."""
        untold = stock.before_value is None and self.own and "before_value" not in self.own
        told = {} if untold else {"before_value": before}
        return stock.model_copy(update={**told, "current_value": now})


def _places(story: Story, settled: Sequence[Turn], original: Original) -> list[_Place]:
    """What stands around each stock of the first turn that is not settled."""
    index = len(settled)
    cast = story[index].cast
    count = len(cast)
    written = stocks_named(story[index - 1], cast) if settled else [None] * count
    now = stocks_named(settled[-1], cast) if settled else [None] * count
    later = stocks_named(story[index + 1], cast) if index + 1 < len(story) else [None] * count
    own = original.matches(index, cast)
    own_before = original.matches(index - 1, cast) if settled else [{}] * count
    return [
        _Place(
            first=not settled,
            own=own[i],
            own_before=own_before[i],
            last=_last(written[i], now[i]),
            later=stock.before_value if (stock := later[i]) is not None else None,
        )
        for i in range(count)
    ]


def stocks_named(turn: Turn, cast: Sequence[str]) -> list[Stock | None]:
    """The turn's stock for each name; of two with one name, that in the same place."""
    known = {stock.name: stock for stock in reversed(turn.stocks)}
    here = dict(enumerate(turn.stocks))
    return [
        stock if (stock := here.get(i)) is not None and stock.name == name else known.get(name)
        for i, name in enumerate(cast)
    ]


def _last(written: Stock | None, now: Stock | None) -> _Last | None:
    if written is None or now is None:
        return None
    return _Last(written.current_value, now.current_value)


def _meant(stock: Stock, last: _Last) -> int:
    """As written; after a turn that was mended, the same move from where that one ends now."""
    base = stock.before_value or last.written
    if last.now in (last.written, base) or base <= 0:
        return stock.current_value
    return round(stock.current_value / base * last.now)
