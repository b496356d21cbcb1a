"""Choosing the statements of a story: lead, development, turn, outlook."""

import re
from collections.abc import Sequence

from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.salience import Ranked, is_dependent, is_outlook, is_turn
from app.sandbox.extraction.story.speech import retold, speech, speeches
from app.sandbox.extraction.text.keyphrases import overlap

_LEAD_REACH = 0.4
_TOO_SIMILAR = 0.55
_NEW_VOICE = 0.2


def story_of(ranked: Ranked, count: int, speech_limit: int) -> list[Statement]:
    """``count`` statements that can be said, in story order; fewer when there are not as many."""
    weight = {each: _weight(ranked, each, speech_limit) for each in ranked.statements}
    if not weight:
        return []
    lead = _lead(weight)
    if count == 1:
        return [lead]
    outlook = _outlook(weight, [lead])
    taken = [each for each in (lead, outlook) if each]
    middle = _middle(weight, taken, count - 2, speech_limit)
    return [lead, *_developed(middle), *([outlook] if outlook else [])][:count]


def _weight(ranked: Ranked, statement: Statement, limit: int) -> float:
    """What it matters, less what a bubble would lose of it."""
    said = speech(statement, limit)
    own_words = 0.3 * (said.attributed_to is not None)
    unsayable = 3.0 * (not speeches(statement, limit) and retold(statement, limit) is None)
    score = ranked.score(statement) + own_words - unsayable
    return score - 0.9 * said.loss - 0.5 * is_dependent(statement)


def _lead(weight: dict[Statement, float]) -> Statement:
    early = [each for each in weight if each.position <= _LEAD_REACH] or list(weight)
    return max(
        early, key=lambda each: weight[each] + 0.8 * (1 - each.position) - 0.9 * _quotes(each)
    )


def _quotes(statement: Statement) -> bool:
    """Somebody's words: they answer a story better than they begin it."""
    return re.search('[“"]', statement.text) is not None


def _outlook(weight: dict[Statement, float], taken: list[Statement]) -> Statement | None:
    left = _distinct(weight, taken)
    return max(
        left,
        key=lambda each: weight[each] + 0.5 * is_outlook(each) + 0.7 * each.position,
        default=None,
    )


def _middle(
    weight: dict[Statement, float], taken: list[Statement], count: int, limit: int
) -> list[Statement]:
    """The weightiest, with a turn and with people who have not spoken yet."""
    chosen: list[Statement] = []
    while len(chosen) < count:
        left = _distinct(weight, taken + chosen)
        if not left:
            break
        turn = 0.0 if any(map(is_turn, chosen)) else 0.25
        heard = {speech(each, limit).attributed_to for each in [*taken, *chosen]} | {None}
        values = {
            each: weight[each]
            + turn * is_turn(each)
            + _NEW_VOICE * (speech(each, limit).attributed_to not in heard)
            for each in left
        }
        chosen.append(max(left, key=lambda each: values[each]))
    return chosen


def _developed(middle: list[Statement]) -> list[Statement]:
    """In the order of the text; the turn comes last."""
    ordered = sorted(middle, key=lambda each: each.order)
    turns = [each for each in ordered if is_turn(each)]
    if len(ordered) > 1 and turns:
        ordered.remove(turns[-1])
        ordered.append(turns[-1])
    return ordered


def _distinct(weight: dict[Statement, float], taken: Sequence[Statement]) -> list[Statement]:
    """Not taken, and not the same in other words unless nothing else is left."""
    left = [each for each in weight if each not in taken]
    fresh = [
        each for each in left if all(_similarity(each, other) < _TOO_SIMILAR for other in taken)
    ]
    return fresh or left


def _similarity(one: Statement, other: Statement) -> float:
    return max(overlap(one.text, other.text), overlap(other.text, one.text))
