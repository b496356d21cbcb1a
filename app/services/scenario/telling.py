"""What a story's texts keep to: its language, and what children may read."""

from app.domain.hangul import has_hangul
from app.domain.scenario import Breach, Rule, Stock, Story, Turn
from app.services.scenario.safety import SafetyRules


def telling_breaches(
    story: Story, *, korean: frozenset[int] | None, safety: SafetyRules
) -> list[Breach]:
    """Only the model can mend these. ``korean``: the turns told in Korean; None means all."""
    breaches = []
    for number, turn in enumerate(story, 1):
        foreign = not has_hangul(f"{turn.result} {turn.news}")
        if foreign and (korean is None or number in korean):
            breaches.append(Breach(Rule.LANGUAGE, "result와 news를 한국어로 쓰세요.", number))
        if fault := safety.fault(_texts(turn, ("result", "news", "news_tag"))):
            breaches.append(Breach(Rule.SAFETY, fault, number))
        for stock in turn.stocks:
            if fault := safety.fault(_texts(stock, ("name", "description", "expectation"))):
                breaches.append(Breach(Rule.SAFETY, fault, number))
    return breaches


def _texts(part: Turn | Stock, names: tuple[str, ...]) -> str:
    return "\n".join(getattr(part, name) or "" for name in names)
