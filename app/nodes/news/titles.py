"""The same story under nearly the same headline counts once."""

import re
from collections.abc import Iterable

from app.domain.search import SearchHit

SAME_WORDS = 0.6
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)|【[^】]*】")
_OUTLET = re.compile(r"\s[-|–·]\s[^-|–·]{1,30}$")
_WORD = re.compile(r"[0-9a-z가-힣]+")


def distinct_titles(hits: Iterable[SearchHit]) -> list[SearchHit]:
    """Hits in order; of those with nearly the same title the first."""
    kept: list[tuple[SearchHit, frozenset[str]]] = []
    for hit in hits:
        pieces = _pieces(hit.title)
        if not any(_alike(pieces, other) for _, other in kept):
            kept.append((hit, pieces))
    return [hit for hit, _ in kept]


def _pieces(title: str) -> frozenset[str]:
    """Pairs of letters, so that particles matter little; without [속보] and the outlet's name."""
    plain = _OUTLET.sub("", _BRACKETED.sub(" ", title.casefold()))
    letters = "".join(_WORD.findall(plain))
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right) and len(left & right) >= SAME_WORDS * len(left | right)
