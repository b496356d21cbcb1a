"""The cast: the same stocks in the same order, each as risky as it was, in every turn."""

from collections.abc import Sequence

from app.domain.scenario import Breach, Rule, Story, Turn
from app.services.scenario.names import plain
from app.services.scenario.original import Original, RawPart

Cast = tuple[str, ...]


def cast_stocks(story: Story, original: Original) -> tuple[Story, list[Breach]]:
    """The story with one cast, unless some turn has others in it."""
    leading = next((turn.cast for turn in story if turn.cast), ())
    breaches = _twins(leading) if leading != original.leading else []
    turns: list[Turn] = []
    for index, turn in enumerate(story):
        own = turn.cast == original.cast(index) and leading == original.leading
        cast = turn if own else _recast(turn, leading)
        if cast is None:
            fault = f"stocks의 이름과 순서가 1턴과 다릅니다. {', '.join(leading)} 순서로 쓰세요."
            breaches.append(Breach(Rule.CAST, fault, index + 1))
        elif cast.cast != turn.cast:
            fault = "stocks의 이름이나 순서가 1턴과 다릅니다."
            mended = "1턴에 맞추었습니다."
            breaches.append(Breach(Rule.CAST, fault, index + 1, mended=mended))
        turns.append(cast or turn)
    if any(breach.mended is None for breach in breaches):
        return story, breaches
    return _equally_risky(turns, original, breaches), breaches


def _twins(names: Cast) -> list[Breach]:
    twins = sorted({name for name in names if names.count(name) > 1})
    fault = "같은 이름이 두 번 나옵니다. 종목마다 다른 이름을 쓰세요."
    return [Breach(Rule.CAST, fault, 1, name) for name in twins]


def _recast(turn: Turn, leading: Cast) -> Turn | None:
    """The turn with the leading names in their order; None when it has others."""
    if turn.cast == leading:
        return turn
    known = {plain(stock.name): stock for stock in turn.stocks}
    wanted = [plain(name) for name in leading]
    if len(known) != len(turn.stocks) or sorted(known) != sorted(wanted):
        return None
    stocks = [
        known[wanted_name].model_copy(update={"name": name})
        for name, wanted_name in zip(leading, wanted, strict=True)
    ]
    return turn.with_stocks(stocks)


def _own_level(told: RawPart) -> str | None:
    """As the client tells it, who may do without; None for a stock that is not the client's."""
    if not told:
        return None
    level = told.get("risk_level")
    return level if isinstance(level, str) else ""


def _equally_risky(turns: Sequence[Turn], original: Original, breaches: list[Breach]) -> Story:
    first = next((turn for turn in turns if turn.stocks), turns[0])
    leading = {stock.name: stock.risk_level for stock in first.stocks}
    level: list[Turn] = []
    for index, turn in enumerate(turns):
        stocks = []
        own_stocks = original.matches(index, turn.cast)
        for stock, own_stock in zip(turn.stocks, own_stocks, strict=True):
            own = _own_level(own_stock)
            wanted = leading.get(stock.name) or stock.risk_level
            if stock.risk_level not in (wanted, own):
                fault = "risk_level이 1턴과 다릅니다."
                mended = f"'{wanted}'(으)로 맞추었습니다."
                breaches.append(Breach(Rule.RISK, fault, index + 1, stock.name, mended))
                stock = stock.model_copy(update={"risk_level": wanted})
            stocks.append(stock)
        level.append(turn.with_stocks(stocks))
    return tuple(level)
