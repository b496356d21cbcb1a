"""What can happen between two turns: the news of one, the result and the moves of the next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.sandbox.extraction.digest import digest
from app.sandbox.extraction.lexicon.rows import rows_of
from app.sandbox.extraction.tale.values import Tier
from app.sandbox.extraction.text.slots import filled

TIERS: tuple[Tier, ...] = ("low", "mid", "high")

_CAST = re.compile(r"\{(low|mid|high)")

_HOPES: dict[int, tuple[str, ...]] = {
    1: (
        "이번 소식은 {a}에게 도움이 될 것 같아요!",
        "{a:이} 한 뼘 더 자랄지 기대돼요.",
        "{a}에게 좋은 바람이 불 것 같아요.",
    ),
    -1: (
        "{a:이} 잘 버텨 낼 수 있을지 조금 걱정돼요.",
        "이번 소식은 {a}에게 쉽지 않을 것 같아요.",
        "{a:은} 잠시 쉬어 갈지도 몰라요.",
    ),
    0: ("{a:은} 평소처럼 차분할 것 같아요.", "{a}에게는 큰 변화가 없을 것 같아요."),
}


@dataclass(frozen=True)
class Happening:
    """Sentences with places for names; ``moves`` are strengths by tier."""

    news: str
    tag: str
    result: str
    moves: Mapping[Tier, int]

    def takes_place(self, words: Mapping[str, str]) -> bool:
        """Not where somebody would have to be two: few stories have one of every risk."""
        texts = (self.news, self.result)
        casts = ([words[name] for name in set(_CAST.findall(text))] for text in texts)
        return all(len(set(cast)) == len(cast) for cast in casts)

    def told(self, words: Mapping[str, str]) -> "Happening":
        """With the names in place."""
        news, result = filled(self.news, words), filled(self.result, words)
        return Happening(news, self.tag, result, self.moves)


@cache
def happenings() -> tuple[Happening, ...]:
    """All of them."""
    return tuple(
        Happening(news, tag, result, dict(zip(TIERS, map(int, moves), strict=True)))
        for news, tag, result, *moves in rows_of("happenings.tsv")
    )


def chosen(count: int, seed: str, words: Mapping[str, str]) -> list[Happening]:
    """Different ones as long as there are any, in an order that the seed decides."""
    ordered = sorted(_possible(words), key=lambda each: digest(f"{seed} {each.news}"))
    return [ordered[at % len(ordered)].told(words) for at in range(count)]


def by_fit(moves: Mapping[Tier, int], seed: str, words: Mapping[str, str]) -> list[Happening]:
    """All that can happen, those that explain the moves best first."""
    fitting = sorted(
        _possible(words),
        key=lambda each: (
            sum(abs(_sign(each.moves[tier]) - _sign(move)) for tier, move in moves.items()),
            digest(f"{seed} {each.news}"),
        ),
    )
    return [each.told(words) for each in fitting]


def _possible(words: Mapping[str, str]) -> list[Happening]:
    return [each for each in happenings() if each.takes_place(words)]


def hope(name: str, strength: int, seed: str) -> str:
    """What one may expect of it."""
    sentences = _HOPES[_sign(strength)]
    return filled(sentences[digest(f"{seed} {name}") % len(sentences)], {"a": name})


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
