"""The one judge of stories: which turn and stock breaks which rule, and what can be derived."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.scenario import NEW_STOCKS, NEW_TURNS, Breach, EditOrder, NewOrder, Rule, Story
from app.services.scenario.casting import cast_stocks
from app.services.scenario.keeping import keep
from app.services.scenario.original import Original
from app.services.scenario.reading import read_story
from app.services.scenario.safety import SafetyRules
from app.services.scenario.telling import telling_breaches
from app.services.scenario.values import settle_values
from app.services.scenario.wish import Wish, read_wish


@dataclass(frozen=True)
class Examined:
    """``story`` keeps every rule; it is None when a breach is there that can't be mended."""

    story: Story | None
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class StoryValidator:
    """Judges the replies to one order."""

    original: Original
    wish: Wish
    safety: SafetyRules
    new: bool

    @classmethod
    def of(cls, order: EditOrder | NewOrder, safety: SafetyRules) -> "StoryValidator":
        """By what was ordered."""
        if isinstance(order, EditOrder):
            return cls(Original.parse(order.story), read_wish(order.request), safety, new=False)
        return cls(Original(()), read_wish(order.request or ""), safety, new=True)

    def examine(self, turns: Sequence[object]) -> Examined:
        """What a reply's turns are worth. A mended story, examined again, breaks nothing."""
        story, breaches = read_story(turns, self.original)
        if story is None:
            return _judged(None, breaches)
        breaches += _counts(story) if self.new else []
        story, found = keep(story, self.original, self.wish)
        breaches += found
        story, found = cast_stocks(story, self.original)
        breaches += found
        story, found = settle_values(story, self.original)
        breaches += found
        breaches += telling_breaches(story, korean=self._korean(), safety=self.safety)
        return _judged(story, breaches)

    def _korean(self) -> frozenset[int] | None:
        if self.wish.other_language:
            return frozenset()
        return None if self.new else self.original.korean_turns


def _judged(story: Story | None, breaches: Sequence[Breach]) -> Examined:
    hopeless = any(breach.mended is None for breach in breaches)
    return Examined(None if hopeless else story, tuple(breaches))


def _counts(story: Story) -> list[Breach]:
    """New stories only: an edit may grow."""
    breaches = []
    if len(story) != NEW_TURNS:
        fault = f"{NEW_TURNS}턴이어야 하는데 {len(story)}턴입니다."
        breaches.append(Breach(Rule.COUNT, fault))
    for number, turn in enumerate(story, 1):
        if len(turn.stocks) != NEW_STOCKS:
            fault = f"stocks는 {NEW_STOCKS}개여야 하는데 {len(turn.stocks)}개입니다."
            breaches.append(Breach(Rule.COUNT, fault, number))
    return breaches
