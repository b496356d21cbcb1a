"""Which turn of the story each turn of a reply is: by its number, where the numbers can be true."""

from collections.abc import Sequence

from app.domain.scenario import Breach, Rule
from app.services.scenario.numbers import whole_number
from app.services.scenario.original import Original
from app.services.scenario.wish import Wish


def align(
    turns: Sequence[object], original: Original, wish: Wish
) -> tuple[Sequence[object], list[Breach]]:
    """The reply in the story's order; turns that it left out are the client's own.

    Who asked for a few turns only may be answered with those.
    """
    places = _places(turns, original)
    if places is None:
        return turns, []
    found = dict(zip(places, turns, strict=True))
    missing = [] if wish.fewer_turns else [i for i in range(original.turns) if i not in found]
    whole = {**found, **{index: original.turn(index) for index in missing}}
    if sorted(whole) != list(range(len(whole))):
        return turns, []
    ordered = [whole[index] for index in range(len(whole))]
    if not missing or _all_meant_are_there(missing, wish):
        return ordered, []
    fault = f"원본의 {original.turns}턴 가운데 {len(turns)}턴만 있습니다. 모든 턴을 쓰세요."
    return ordered, [Breach(Rule.COUNT, fault, mended="빠진 턴은 원본에서 가져왔습니다.")]


def _all_meant_are_there(missing: Sequence[int], wish: Wish) -> bool:
    return wish.turns is not None and wish.turns.isdisjoint(index + 1 for index in missing)


def _places(turns: Sequence[object], original: Original) -> list[int] | None:
    """Each turn's index; None when the numbers don't tell."""
    known = _own_numbers(original)
    places = []
    for turn in turns:
        number = whole_number(turn.get("turn_number")) if isinstance(turn, dict) else None
        if number is None:
            return None
        place = known.get(number, number - 1)
        if number not in known and place < original.turns:
            return None
        places.append(place)
    return places if places and len(set(places)) == len(places) else None


def _own_numbers(original: Original) -> dict[int, int]:
    """The index of each of the client's numbers, or of those that the turns ought to have."""
    numbers = [whole_number(original.turn(i).get("turn_number")) for i in range(original.turns)]
    own = {number: index for index, number in enumerate(numbers) if number is not None}
    return own if len(own) == original.turns else {i + 1: i for i in range(original.turns)}
