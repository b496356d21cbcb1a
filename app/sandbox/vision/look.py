"""What can be told of a picture from its pixels alone: its kind, its bars, its colours."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal

from PIL import Image

from app.sandbox.vision.colors import color_name
from app.sandbox.vision.strokes import Strokes, strokes_of

Kind = Literal["chart", "table", "photo", "other"]

_WIDTH = 360
_STEP = 32  # colours closer than this count as one
_PAPER = 224  # and brighter
_PAPER_SHARE = 0.35
_PHOTO_COLORS = 10
_TABLE_LINES = 3
_SMALL = 64


@dataclass(frozen=True)
class Seen:
    """One picture. ``colors`` are the keys of its strongest colours besides the background."""

    kind: Kind
    width: int
    height: int
    bars: int
    colors: tuple[str, ...]


@lru_cache(maxsize=64)
def look(data: bytes) -> Seen:
    """Raises OSError for bytes that do not decode. Blocking."""
    with Image.open(BytesIO(data)) as image:
        width, height = image.size
        image.draft("RGB", (_WIDTH * 2, _WIDTH * 2))
        small = image.convert("RGB")
    small = small.resize((_WIDTH, max(1, _WIDTH * height // width)), Image.Resampling.BOX)
    shares = _shares(small)
    background, share = next(iter(shares.items()))
    on_paper = share > _PAPER_SHARE and min(background) * _STEP + _STEP > _PAPER
    strokes = strokes_of(small) if on_paper else Strokes(0, 0, 0)
    kind = _kind(shares, strokes, on_paper=on_paper, smallest=min(width, height))
    bars = strokes.bars if kind == "chart" else 0
    return Seen(kind, width, height, bars, _named(shares, background))


def _kind(
    shares: dict[tuple[int, ...], float], strokes: Strokes, *, on_paper: bool, smallest: int
) -> Kind:
    if smallest < _SMALL:
        return "other"
    if on_paper and strokes.rows >= _TABLE_LINES and strokes.columns >= _TABLE_LINES:
        return "table"
    if on_paper and strokes.bars:
        return "chart"
    seen = sum(share > 0.005 for share in shares.values())
    return "photo" if seen >= _PHOTO_COLORS else "other"


def _shares(image: Image.Image) -> dict[tuple[int, ...], float]:
    """Coarse colours with their shares, the commonest first."""
    raw = image.tobytes()
    counted = Counter(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    coarse: Counter[tuple[int, ...]] = Counter()
    for color, count in counted.items():
        coarse[tuple(channel // _STEP for channel in color)] += count
    total = image.width * image.height
    return {color: count / total for color, count in coarse.most_common()}


def _named(
    shares: dict[tuple[int, ...], float], background: tuple[int, ...], most: int = 2
) -> tuple[str, ...]:
    """Grey ones only when there are no others."""
    weights: defaultdict[str, float] = defaultdict(float)
    for color, share in shares.items():
        if color != background:
            name = color_name(*(channel * _STEP + _STEP // 2 for channel in color))
            weights[name] += share if name not in ("gray", "black", "white") else share / 20
    return tuple(sorted(weights, key=lambda name: -weights[name])[:most])
