"""What an edit may not lose: turns and stocks that nobody asked to remove."""

from app.domain.scenario import Breach, Rule, Story
from app.services.scenario.original import Original
from app.services.scenario.wish import Wish


def losses(story: Story, original: Original, wish: Wish) -> list[Breach]:
    """Only the model can mend these."""
    breaches = []
    if len(story) < original.turns and not wish.fewer_turns:
        fault = f"원본의 {original.turns}턴이 {len(story)}턴으로 줄었습니다. 모든 턴을 쓰세요."
        breaches.append(Breach(Rule.COUNT, fault))
    for index, turn in enumerate(story):
        wanted = 0 if wish.fewer_stocks else _wanted(index, story, original)
        if len(turn.stocks) < wanted:
            fault = f"stocks가 원본의 {wanted}개보다 적습니다. 모두 쓰세요."
            breaches.append(Breach(Rule.COUNT, fault, index + 1))
    return breaches


def _wanted(index: int, story: Story, original: Original) -> int:
    """As many as the turn had; where turns came or went, as many as each of them had."""
    if len(story) != original.turns:
        return original.fewest_stocks
    return len(original.stocks(index))
