"""Draws clothes: an item by itself, and an outfit as it is worn. Flat shapes, no model.

One coordinate system for all: 100 wide, 160 high, the neck at (50, 16).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

Point = tuple[float, float]

_MIDDLE = 50
_FINE = 8  # pixels per unit while drawing
_GROUND = "#f3efe8"
_LINE = 0.5
_QUALITY = 85


@dataclass(frozen=True)
class Upper:
    """A top or an outer: hem and sleeves end at these heights; an open one shows what is below."""

    hem: float
    cuff: float
    width: float = 17
    neck: str = "round"
    front: str = "plain"


@dataclass(frozen=True)
class Trousers:
    """``leg`` is the width of a leg at its hem."""

    hem: float
    leg: float


@dataclass(frozen=True)
class Skirt:
    """``flare`` is its half width at the hem."""

    hem: float
    flare: float


Shape = Upper | Trousers | Skirt

SHAPES: dict[str, Shape] = {
    "tshirt": Upper(hem=72, cuff=40),
    "knit": Upper(hem=71, cuff=70, width=18),
    "shirt": Upper(hem=74, cuff=70, neck="collar", front="buttons"),
    "short_shirt": Upper(hem=74, cuff=42, width=18, neck="collar", front="buttons"),
    "blouse": Upper(hem=70, cuff=62, neck="v"),
    "hoodie": Upper(hem=75, cuff=71, width=19, neck="hood", front="pocket"),
    "vest": Upper(hem=70, cuff=0, neck="v"),
    "turtleneck": Upper(hem=71, cuff=70, neck="high"),
    "cardigan": Upper(hem=76, cuff=71, width=19, neck="v", front="open"),
    "jacket": Upper(hem=74, cuff=71, width=19, neck="collar", front="open"),
    "blazer": Upper(hem=82, cuff=72, width=18, neck="lapel", front="open"),
    "coat": Upper(hem=122, cuff=73, width=20, neck="lapel", front="open"),
    "trench": Upper(hem=116, cuff=73, width=21, neck="collar", front="open"),
    "padding": Upper(hem=84, cuff=73, width=22, neck="high", front="quilted"),
    "jeans": Trousers(hem=146, leg=10),
    "wide": Trousers(hem=148, leg=15),
    "slacks": Trousers(hem=147, leg=8.5),
    "jogger": Trousers(hem=142, leg=7),
    "shorts": Trousers(hem=96, leg=13),
    "skirt": Skirt(hem=98, flare=20),
    "long_skirt": Skirt(hem=136, flare=22),
}


@dataclass(frozen=True)
class Garment:
    """What is drawn of an item."""

    shape: str
    color: str


class _Pen:
    def __init__(self) -> None:
        self.image = Image.new("RGB", (100 * _FINE, 160 * _FINE), _GROUND)
        self._draw = ImageDraw.Draw(self.image)

    def fill(self, points: Sequence[Point], color: str) -> None:
        """A closed shape with a darker outline, and its mirror image; joined where they meet."""
        for corners in _halves(points):
            self._draw.polygon(_scaled(corners), fill=color)
            self.line([*corners, corners[0]], shade(color, 0.75))

    def line(self, points: Sequence[Point], color: str) -> None:
        """A seam."""
        self._draw.line(_scaled(points), fill=color, width=round(_LINE * _FINE), joint="curve")

    def dot(self, x: float, y: float, size: float, color: str) -> None:
        """A button."""
        self._draw.ellipse(_scaled([(x - size, y - size), (x + size, y + size)]), fill=color)


def item_picture(garment: Garment) -> bytes:
    """One item on a square, as JPEG."""
    pen = _Pen()
    shape = SHAPES[garment.shape]
    _draw(pen, shape, garment.color)
    top, bottom = (2.0, shape.hem + 8) if isinstance(shape, Upper) else (54.0, shape.hem + 8)
    side = max(bottom - top, 84.0)
    middle = (top + bottom) / 2
    box = (50 - side / 2, middle - side / 2, 50 + side / 2, middle + side / 2)
    square = Image.new("RGB", (round(side * _FINE),) * 2, _GROUND)
    square.paste(pen.image, (round(-box[0] * _FINE), round(-box[1] * _FINE)))
    return _jpeg(square.resize((360, 360), Image.Resampling.LANCZOS))


def outfit_picture(garments: Sequence[Garment]) -> bytes:
    """Everything worn together, as JPEG; given from the inside out."""
    pen = _Pen()
    for garment in garments:
        _draw(pen, SHAPES[garment.shape], garment.color)
    return _jpeg(pen.image.resize((500, 800), Image.Resampling.LANCZOS))


def shade(color: str, factor: float) -> str:
    """Darker below 1."""
    red, green, blue, *_ = ImageColor.getrgb(color)
    return "#{:02x}{:02x}{:02x}".format(*(min(255, round(c * factor)) for c in (red, green, blue)))


def _draw(pen: _Pen, shape: Shape, color: str) -> None:
    if isinstance(shape, Upper):
        _draw_upper(pen, shape, color)
    elif isinstance(shape, Trousers):
        _draw_trousers(pen, shape, color)
    else:
        _draw_skirt(pen, shape, color)


def _draw_upper(pen: _Pen, cut: Upper, color: str) -> None:
    if cut.neck == "hood":
        pen.fill([(50, 4), (41, 7), (39, 19), (50, 24)], shade(color, 0.88))
    if cut.cuff:
        reach = (cut.cuff - 22) * 0.28  # sleeves hang, slightly apart
        cuff = (27 - reach, cut.cuff)
        pen.fill([(34, 18), (28, 24), cuff, (cuff[0] + 7.5, cut.cuff + 1.5), (35, 38)], color)
    gap = 4.0 if cut.front == "open" else 0.0
    side = 50 - cut.width
    neck = {"v": (50 - gap, 31.0), "lapel": (50 - gap, 36.0)}.get(cut.neck, (50 - gap, 21.0))
    pen.fill([(43, 15), (34, 18), (34.5, 38), (side, cut.hem), (50 - gap, cut.hem), neck], color)
    _NECKS.get(cut.neck, _no_detail)(pen, cut, color)
    _FRONTS.get(cut.front, _no_detail)(pen, cut, color)


def _draw_trousers(pen: _Pen, cut: Trousers, color: str) -> None:
    outer = 50 - max(cut.leg + 4, 15)
    pen.fill(
        [(37, 64), (50, 64), (50, 84), (outer + cut.leg, cut.hem), (outer, cut.hem), (34, 84)],
        color,
    )
    pen.fill([(37, 64), (50, 64), (50, 68), (36.6, 68)], shade(color, 0.92))
    pen.line([(40, 70), (37.5, 78)], shade(color, 0.75))
    pen.line([(60, 70), (62.5, 78)], shade(color, 0.75))


def _draw_skirt(pen: _Pen, cut: Skirt, color: str) -> None:
    pen.fill([(37, 64), (50, 64), (50, cut.hem + 2), (50 - cut.flare, cut.hem)], color)
    pen.fill([(37, 64), (50, 64), (50, 68), (36.4, 68)], shade(color, 0.92))
    for part in (0.35, 0.7):
        top, bottom = 50 - 13 * part, 50 - cut.flare * part
        for side in (1, -1):
            ends = [(top, 68.0), (bottom, cut.hem + 1)]
            pen.line([(50 + side * (50 - x), y) for x, y in ends], shade(color, 0.85))


def _no_detail(pen: _Pen, cut: Upper, color: str) -> None:
    """A round neck and a plain front have none."""


def _collar(pen: _Pen, cut: Upper, color: str) -> None:
    pen.fill([(43, 14), (50, 20), (46, 27), (40, 18)], shade(color, 1.06))


def _lapel(pen: _Pen, cut: Upper, color: str) -> None:
    pen.fill([(43, 14), (47, 26), (46, 40), (38, 26), (41, 23), (38.5, 21)], shade(color, 0.9))


def _high(pen: _Pen, cut: Upper, color: str) -> None:
    pen.fill([(43, 10), (50, 11), (50, 20), (42, 17)], shade(color, 0.94))


def _buttons(pen: _Pen, cut: Upper, color: str) -> None:
    pen.line([(50, 22), (50, cut.hem)], shade(color, 0.8))
    for step in range(5):
        pen.dot(50, 29 + step * (cut.hem - 34) / 4, 0.8, shade(color, 0.6))


def _pocket(pen: _Pen, cut: Upper, color: str) -> None:
    pen.fill([(41, 55), (50, 55), (50, 69), (37, 69), (37, 64)], shade(color, 0.95))
    pen.line([(47, 22), (47, 33)], shade(color, 0.6))
    pen.line([(53, 22), (53, 33)], shade(color, 0.6))


def _quilted(pen: _Pen, cut: Upper, color: str) -> None:
    for height in range(26, round(cut.hem) - 4, 9):
        pen.line([(32, height), (68, height)], shade(color, 0.8))
    pen.line([(50, 16), (50, cut.hem)], shade(color, 0.6))


_Detail = Callable[[_Pen, Upper, str], None]
_NECKS: dict[str, _Detail] = {
    "collar": _collar,
    "lapel": _lapel,
    "high": _high,
}
_FRONTS: dict[str, _Detail] = {
    "buttons": _buttons,
    "pocket": _pocket,
    "quilted": _quilted,
}


def _halves(points: Sequence[Point]) -> list[list[Point]]:
    """Both sides; one shape when they share an edge in the middle."""
    around = list(points)
    for _ in around:
        if around[0][0] == around[-1][0] == _MIDDLE:
            return [around + _mirrored(around)[::-1]]
        around = [*around[1:], around[0]]
    return [around, _mirrored(around)]


def _mirrored(points: Sequence[Point]) -> list[Point]:
    return [(2 * _MIDDLE - x, y) for x, y in points]


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * _FINE, y * _FINE) for x, y in points]


def _jpeg(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "JPEG", quality=_QUALITY)
    return content.getvalue()
