"""The one judge of stories: which turn and stock breaks which rule, and what can be derived."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.scenario import (
    NEW_STOCKS,
    NEW_TURNS,
    Breach,
    EditOrder,
    NewOrder,
    Rule,
    Story,
    Turn,
)
from app.services.scenario.alignment import align
from app.services.scenario.casting import cast_stocks
from app.services.scenario.keeping import keep_turns
from app.services.scenario.losing import losses
from app.services.scenario.naming import keep_names
from app.services.scenario.original import Original
from app.services.scenario.reading import read_own, read_story
from app.services.scenario.risk import tells_each_tier_once
from app.services.scenario.safety import SafetyRules
from app.services.scenario.telling import language_breaches, safety_breaches
from app.services.scenario.values import settle_values
from app.services.scenario.verbatim import verbatim_text
from app.services.scenario.wish import Wish, read_wish


@dataclass(frozen=True)
class Examined:
    """``story`` keeps every rule; it is None when a breach is there that can't be mended."""

    story: Story | None
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class StoryValidator:
    """Judges the replies to one order. ``own`` is the original as it is read."""

    original: Original
    own: tuple[Turn | None, ...]
    wish: Wish
    safety: SafetyRules
    new: bool

    @classmethod
    def of(cls, order: EditOrder | NewOrder, safety: SafetyRules) -> "StoryValidator":
        """By what was ordered."""
        new = isinstance(order, NewOrder)
        original = Original.parse(order.story) if isinstance(order, EditOrder) else Original(())
        wish = read_wish(order.request or "", original)
        return cls(original, read_own(original), wish, safety, new)

    def examine(self, turns: Sequence[object]) -> Examined:
        """What a reply's turns are worth. A mended story, examined again, breaks nothing."""
        turns, breaches = align(turns, self.original, self.wish)
        story, found = read_story(turns, self.original)
        breaches += found
        if story is None:
            return _judged(None, breaches)
        breaches += _new_story_breaches(story) if self.new else []
        story, found = self._kept(story)
        breaches += found
        story, found = cast_stocks(story, self.original)
        breaches += found
        story, found = settle_values(story, self.original)
        breaches += found
        breaches += language_breaches(story, self.original, self.wish)
        breaches += safety_breaches(story, self.safety)
        return _judged(story, breaches)

    def text(self, story: Story) -> str:
        """As the client gets it."""
        return verbatim_text(story, self.original)

    def _kept(self, story: Story) -> tuple[Story, list[Breach]]:
        """With what the request did not ask to change."""
        breaches: list[Breach] = []
        if not self.wish.recast:
            story, breaches = keep_names(story, self.original)
        story, found = keep_turns(story, self.original, self.own, self.wish)
        return story, [*breaches, *found, *losses(story, self.original, self.wish)]


def _judged(story: Story | None, breaches: Sequence[Breach]) -> Examined:
    hopeless = any(breach.mended is None for breach in breaches)
    return Examined(None if hopeless else story, tuple(breaches))


def _new_story_breaches(story: Story) -> list[Breach]:
    """An edit may grow, and its risks are the client's own words."""
    breaches = []
    if len(story) != NEW_TURNS:
        fault = f"{NEW_TURNS}턴이어야 하는데 {len(story)}턴입니다."
        breaches.append(Breach(Rule.COUNT, fault))
    for number, turn in enumerate(story, 1):
        if len(turn.stocks) != NEW_STOCKS:
            fault = f"stocks는 {NEW_STOCKS}개여야 하는데 {len(turn.stocks)}개입니다."
            breaches.append(Breach(Rule.COUNT, fault, number))
    levels = [stock.risk_level for stock in story[0].stocks]
    if len(levels) == NEW_STOCKS and not tells_each_tier_once(levels):
        fault = "risk_level은 저위험(low), 중위험(medium), 고위험(high)이 하나씩이어야 합니다."
        breaches.append(Breach(Rule.RISK, fault, 1))
    return breaches
