"""What a story's texts keep to: its language, and what children may read."""

from app.domain.hangul import has_hangul, mostly_hangul
from app.domain.scenario import Breach, Rule, Story, Turn
from app.services.scenario.original import Original, RawPart
from app.services.scenario.safety import SafetyRules
from app.services.scenario.wish import Wish


def language_breaches(story: Story, original: Original, wish: Wish) -> list[Breach]:
    """Only the model can mend these: new stories are Korean, others keep their language."""
    breaches = []
    for number, turn in enumerate(story, 1):
        own = original.turn(min(number, original.turns) - 1) if original.turns else None
        text = f"{turn.result} {turn.news}"
        if not wish.foreign and (own is None or _korean(own)) and not has_hangul(text):
            breaches.append(Breach(Rule.LANGUAGE, "result와 news를 한국어로 쓰세요.", number))
        elif not wish.korean and own is not None and _foreign(own) and mostly_hangul(text):
            fault = "result와 news를 원본의 언어로 쓰세요. 원본은 한국어가 아닙니다."
            breaches.append(Breach(Rule.LANGUAGE, fault, number))
    return breaches


def safety_breaches(story: Story, safety: SafetyRules) -> list[Breach]:
    """Likewise; whatever the model wrote is looked at, also what we don't know the meaning of."""
    faults = ((number, _fault(turn, safety)) for number, turn in enumerate(story, 1))
    return [Breach(Rule.SAFETY, fault, number) for number, fault in faults if fault]


def _fault(turn: Turn, safety: SafetyRules) -> str | None:
    return safety.fault_in(turn.model_dump(exclude_unset=True))


def _told(turn: RawPart) -> str:
    """What is no text has no language."""
    members = (turn.get("result"), turn.get("news"))
    return " ".join(member for member in members if isinstance(member, str))


def _korean(turn: RawPart) -> bool:
    return has_hangul(_told(turn))


def _foreign(turn: RawPart) -> bool:
    text = _told(turn)
    return any(map(str.isalpha, text)) and not has_hangul(text)
