"""The names and risks of the stocks: they stay, unless the request may mean them."""

from app.domain.scenario import Breach, Rule, Stock, Story, Turn
from app.services.scenario.original import Original, RawPart, is_text


def keep_names(story: Story, original: Original) -> tuple[Story, list[Breach]]:
    """The story with each stock called, and as risky, as it was; a new one may be anything."""
    if not original.turns:
        return story, []
    kept: list[Turn] = []
    breaches: list[Breach] = []
    for index, turn in enumerate(story):
        own = original.matches(min(index, original.turns - 1), turn.cast)
        stocks = []
        for stock, before in zip(turn.stocks, own, strict=True):
            changed = _changed(stock, before)
            stocks.append(stock.model_copy(update=changed))
            if changed:
                fault = f"요청이 바꾸라고 하지 않은 {', '.join(changed)}이(가) 바뀌었습니다."
                mended = "원본으로 되돌렸습니다."
                breaches.append(Breach(Rule.KEEP, fault, index + 1, before.get("name"), mended))
        kept.append(turn.with_stocks(stocks))
    return tuple(kept), breaches


def _changed(stock: Stock, before: RawPart) -> dict[str, str]:
    """The client's own words, where others are there now."""
    told = {"name": stock.name, "risk_level": stock.risk_level}
    return {
        member: before[member]
        for member, now in told.items()
        if is_text(before.get(member)) and before[member] != now
    }
