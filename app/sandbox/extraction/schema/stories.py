"""A story of the stock game, in the shape that a schema wants."""

from app.sandbox.extraction.schema.limits import item_count
from app.sandbox.extraction.schema.resolve import Json, Node, Root, kind_of, properties_of
from app.sandbox.extraction.tale.raw import Raw, stocks_of
from app.sandbox.extraction.tale.tale import USUAL_STOCKS, USUAL_TURNS, Tale

_USUAL = {"news_tag": "all", "risk_level": "중위험"}
_UNTOLD = "아직 알려지지 않았어요."


def is_story(root: Root, node: Node) -> bool:
    """An array of turns, each with its stocks."""
    named = dict(properties_of(root.resolve(node.get("items", {}))))
    return "turn_number" in named and "stocks" in named


def told_story(root: Root, node: Node, tale: Tale) -> list[Json]:
    """Every turn with the members that the schema names, and no others."""
    turn = root.resolve(node["items"])
    named = dict(properties_of(turn))
    stocks = root.resolve(named["stocks"])
    story = tale.turns(
        item_count(node, USUAL_TURNS, USUAL_TURNS), item_count(stocks, USUAL_STOCKS, USUAL_STOCKS)
    )
    stock = root.resolve(stocks.get("items", {}))
    return [
        {
            **_shaped(root, turn, {"turn_number": at, **told}, story),
            "stocks": [_shaped(root, stock, each, story) for each in stocks_of(told)],
        }
        for at, told in enumerate(story, 1)
    ]


def _shaped(root: Root, node: Node, told: Raw, story: list[Raw]) -> Raw:
    named = dict(properties_of(node)) or {key: {} for key in told}
    return {
        name: _value(name, kind_of(root.resolve(inner)), told, story)
        for name, inner in named.items()
    }


def _value(name: str, kind: str, told: Raw, story: list[Raw]) -> Json:
    value = told.get(name)
    if kind in ("integer", "number"):
        return value if isinstance(value, int | float) else told.get("current_value", 0)
    if kind != "string" or (isinstance(value, str) and value):
        return value
    return _told_elsewhere(name, told, story) or _USUAL.get(name, _UNTOLD)


def _told_elsewhere(name: str, told: Raw, story: list[Raw]) -> str | None:
    """What another turn says of the same stock."""
    for turn in story:
        for stock in stocks_of(turn):
            if stock.get("name") == told.get("name") and isinstance(stock.get(name), str):
                return str(stock[name]) or None
    return None
