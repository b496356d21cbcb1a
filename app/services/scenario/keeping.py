"""What an edit keeps: the turns that nobody asked to change, and as much as there was."""

from pydantic import ValidationError

from app.domain.scenario import Breach, Rule, Story, Turn
from app.services.scenario.original import Original
from app.services.scenario.wish import Wish


def keep(story: Story, original: Original, wish: Wish) -> tuple[Story, list[Breach]]:
    """The story with its untouched turns as they were."""
    kept: list[Turn] = []
    breaches = [] if wish.less else _losses(story, original)
    for index, turn in enumerate(story):
        before = _before(index, turn, original) if index < wish.untouched else turn
        kept.append(before)
        if before != turn:
            fault = "요청이 가리키지 않은 턴이 바뀌었습니다."
            mended = "원본으로 되돌렸습니다."
            breaches.append(Breach(Rule.KEEP, fault, index + 1, mended=mended))
    return tuple(kept), breaches


def _losses(story: Story, original: Original) -> list[Breach]:
    breaches = []
    if len(story) < original.turns:
        fault = f"원본의 {original.turns}턴이 {len(story)}턴으로 줄었습니다. 모든 턴을 쓰세요."
        breaches.append(Breach(Rule.COUNT, fault))
    for index, turn in enumerate(story):
        wanted = min(original.stocks, len(original.cast(index)) or original.stocks)
        if len(turn.stocks) < wanted:
            fault = f"stocks가 원본의 {wanted}개보다 적습니다. 모두 쓰세요."
            breaches.append(Breach(Rule.COUNT, fault, index + 1))
    return breaches


def _before(index: int, turn: Turn, original: Original) -> Turn:
    """As it was; a turn whose stocks were renamed goes with the others."""
    if turn.cast != original.cast(index):
        return turn
    try:
        return Turn.model_validate(original.turn(index))
    except ValidationError:
        return turn  # it was no proper turn
