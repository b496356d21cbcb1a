"""The same article on two sites counts once."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.domain.search import SearchHit
from app.nodes.sourcing.material import Material

SAME_TEXT = 0.6
_SHINGLE = 8
_COMPARED = 3000
_TRACKING = ("utm_", "fbclid", "gclid", "igshid")


def url_key(url: str) -> str:
    """Equal for addresses that name the same page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # not an address; the page reader says so
        return url
    query = [pair for pair in parse_qsl(parts.query) if not pair[0].startswith(_TRACKING)]
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"


def distinct_hits(hits: Iterable[SearchHit], seen: Iterable[str]) -> list[SearchHit]:
    """Hits in order without repeats, and without the addresses ``seen``."""
    keys = {url_key(url) for url in seen}
    kept: list[SearchHit] = []
    for hit in hits:
        key = url_key(hit.url)
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
