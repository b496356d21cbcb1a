"""The turns that nobody asked to change: they stay as they were, and their values may follow."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.scenario import Breach, Rule, Stock, Story, Turn
from app.services.scenario.original import Original
from app.services.scenario.values import stocks_named
from app.services.scenario.wish import Wish

Own = Sequence[Turn | None]


def keep_turns(
    story: Story, original: Original, own: Own, wish: Wish
) -> tuple[Story, list[Breach]]:
    """The story with its untouched turns as they were. ``own``: the client's, where readable."""
    if wish.turns is None:
        return story, []
    keeper = _Keeper(original, own, wish)
    breaches = []
    for index, turn in enumerate(story):
        before = keeper.take(index, turn, grown=len(story) != original.turns)
        if before != turn:
            fault = "요청이 가리키지 않은 턴이 바뀌었습니다."
            mended = "원본으로 되돌렸습니다."
            breaches.append(Breach(Rule.KEEP, fault, index + 1, mended=mended))
    return tuple(keeper.kept), breaches


@dataclass(frozen=True)
class _Keeper:
    """Goes from turn to turn, since values follow from the turn before."""

    original: Original
    own: Own
    wish: Wish
    kept: list[Turn] = field(default_factory=list)

    def take(self, index: int, turn: Turn, *, grown: bool) -> Turn:
        """The turn that is kept at ``index``, where the reply has ``turn``."""
        before = turn if self._is_meant(index + 1, grown) else self._before(index, turn)
        self.kept.append(before)
        return before

    def _is_meant(self, number: int, grown: bool) -> bool:
        """Where turns came or went, the later ones stand elsewhere."""
        turns = self.wish.turns or frozenset()
        return number in turns or (grown and number > min(turns))

    def _before(self, index: int, turn: Turn) -> Turn:
        before = self.own[index]
        if before is None:
            return turn
        if self.wish.recast and turn.cast != before.cast:
            return turn  # renamed with the others
        return before.with_stocks(self._stocks(index, turn, before))

    def _stocks(self, index: int, turn: Turn, before: Turn) -> list[Stock]:
        """The client's, those that came to the whole story beside them."""
        places = self.original.places(index, turn.cast)
        own = self._with_values(index, turn, before)
        if not self.wish.fewer_stocks and not set(range(len(own))) <= set(places):
            added = [s for s, place in zip(turn.stocks, places, strict=True) if place is None]
            return [*own, *added]
        return [
            stock if place is None else own[place]
            for stock, place in zip(turn.stocks, places, strict=True)
        ]

    def _with_values(self, index: int, turn: Turn, before: Turn) -> list[Stock]:
        """Their own values; the reply's after others than their own."""
        written = stocks_named(turn, before.cast)
        return [
            stock if reply is None or follows else stock.model_copy(update=_values(stock, reply))
            for stock, reply, follows in zip(
                before.stocks, written, self._follow(index, before), strict=True
            )
        ]

    def _follow(self, index: int, before: Turn) -> list[bool]:
        """Whether each stock ends the turn before as the client's own did."""
        if index == 0 or (own_last := self.own[index - 1]) is None:
            return [True] * len(before.stocks)
        were = stocks_named(own_last, before.cast)
        are = stocks_named(self.kept[-1], before.cast)
        return [
            own is None or now is None or own.current_value == now.current_value
            for own, now in zip(were, are, strict=True)
        ]


def _values(own: Stock, reply: Stock) -> dict[str, int]:
    """A client whose stories tell no ``before_value`` gets none."""
    told = {"current_value": reply.current_value}
    if own.before_value is not None and reply.before_value is not None:
        told["before_value"] = reply.before_value
    return told
