"""The same article on two sites counts once."""

from collections.abc import Iterable

from app.domain.search import SearchHit
from app.nodes.sourcing.material import Material
from app.services.search.sites import canonical_url

SAME_TEXT = 0.6
_SHINGLE = 8
_COMPARED = 3000


def distinct_hits(hits: Iterable[SearchHit], seen: Iterable[str]) -> list[SearchHit]:
    """Hits in order without repeats, and without the addresses ``seen``."""
    keys = {canonical_url(url) for url in seen}
    kept: list[SearchHit] = []
    for hit in hits:
        key = canonical_url(hit.url)
        if key not in keys:
            keys.add(key)
            kept.append(hit)
    return kept


def distinct_texts(materials: Iterable[Material]) -> list[Material]:
    """Materials in order; of those with nearly the same text the first."""
    kept: list[tuple[Material, frozenset[str]]] = []
    for material in materials:
        pieces = _shingles(material.text)
        if not any(_alike(pieces, other) for _, other in kept):
            kept.append((material, pieces))
    return [material for material, _ in kept]


def _shingles(text: str) -> frozenset[str]:
    letters = "".join(text.split()).casefold()[:_COMPARED]
    last = max(1, len(letters) - _SHINGLE + 1)
    return frozenset(letters[at : at + _SHINGLE] for at in range(last))


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return len(left & right) >= SAME_TEXT * min(len(left), len(right))
