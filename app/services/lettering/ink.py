"""Draws laid-out bubbles onto the picture."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from app.services.lettering.body import label_size, outline
from app.services.lettering.bubble import Box, Bubble, BubbleKind, Point
from app.services.lettering.tails import tail_root
from app.services.lettering.typeface import LINE_HEIGHT, typeface

_INK = "#1b1b22"
_PAPER = "#ffffff"
_CAPTION_PAPER = "#fff6d8"
_NAME = "#a24b12"
_WEIGHT = 0.012
"""Of the stroke that makes the regular font a little heavier, in ems."""

_SMOOTH = 4
"""Shapes are drawn this much larger and reduced: Pillow's own edges are jagged."""


def draw_bubbles(picture: Image.Image, bubbles: Sequence[Bubble], unit: int) -> None:
    """In place. ``unit`` is the side that line widths are a share of."""
    line = max(1.5, 0.0036 * unit)
    for bubble in bubbles:
        _draw_shape(picture, bubble, line)
        _draw_text(picture, bubble)


def _draw_shape(picture: Image.Image, bubble: Bubble, line: float) -> None:
    """Ink first, slightly larger, then paper: balloon and tail become one outline."""
    area = _area(bubble, line)
    size = (int(area.width * _SMOOTH), int(area.height * _SMOOTH))
    ink, paper = Image.new("L", size), Image.new("L", size)
    for shape in _shapes(bubble):
        points = [((x - area.left) * _SMOOTH, (y - area.top) * _SMOOTH) for x, y in shape]
        ImageDraw.Draw(paper).polygon(points, fill=255)
        pen = ImageDraw.Draw(ink)
        pen.polygon(points, fill=255)
        pen.line([*points, *points[:2]], fill=255, width=round(2 * line * _SMOOTH), joint="curve")
    place = (int(area.left), int(area.top))
    color = _PAPER if bubble.kind is BubbleKind.SPEECH else _CAPTION_PAPER
    picture.paste(_INK, place, ink.reduce(_SMOOTH))
    picture.paste(color, place, paper.reduce(_SMOOTH))


def _area(bubble: Bubble, line: float) -> Box:
    tail = bubble.tail or bubble.box.center
    box = Box(
        min(bubble.box.left, tail.x),
        min(bubble.box.top, tail.y),
        max(bubble.box.right, tail.x),
        max(bubble.box.bottom, tail.y),
    ).grown(2 * line + 2)
    return Box(int(box.left), int(box.top), int(box.right) + 1, int(box.bottom) + 1)


def _shapes(bubble: Bubble) -> list[list[Point]]:
    box = bubble.box
    if bubble.kind is BubbleKind.CAPTION:
        left, top, right, bottom = box
        return [[Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]]
    shapes = [outline(box)]
    if bubble.tail:
        shapes.append(_tail(bubble, bubble.tail))
    return shapes


def _tail(bubble: Bubble, tip: Point) -> list[Point]:
    """A thorn from inside the balloon, a little bent towards ``tip``."""
    root = tail_root(bubble.box, tip)
    inner_y = root.y + 0.35 * (bubble.box.center.y - root.y)
    half = 0.5 * bubble.font_size
    sides = []
    for x in (root.x - half, root.x + half):
        start = Point(x, root.y)
        bend = Point(x + 0.35 * (root.x - x), root.y + 0.45 * (tip.y - root.y))
        sides.append([Point(x, inner_y), *_curve(start, bend, tip)])
    return [*sides[0], *reversed(sides[1])]


def _curve(start: Point, bend: Point, end: Point) -> list[Point]:
    def at(t: float) -> Point:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return Point(a * start.x + b * bend.x + c * end.x, a * start.y + b * bend.y + c * end.y)

    return [at(step / 8) for step in range(9)]


def _draw_text(picture: Image.Image, bubble: Bubble) -> None:
    """Centred in a balloon, from the left in a caption."""
    pen = ImageDraw.Draw(picture)
    font = typeface(bubble.font_size)
    weight = bubble.font_size * _WEIGHT
    step = LINE_HEIGHT * bubble.font_size
    speech = bubble.kind is BubbleKind.SPEECH
    x = bubble.box.center.x if speech else bubble.box.left + 0.55 * bubble.font_size
    head = _draw_label(pen, bubble) if bubble.label else 0.0
    first = bubble.box.center.y + head / 2 - (len(bubble.rows) - 1) / 2 * step
    for index, row in enumerate(bubble.rows):
        place, anchor = (x, first + index * step), "mm" if speech else "lm"
        pen.text(place, row, _INK, font, anchor, stroke_width=weight, stroke_fill=_INK)


def _draw_label(pen: ImageDraw.ImageDraw, bubble: Bubble) -> float:
    """The speaker's name on top; returns the height that it takes."""
    size = label_size(bubble.font_size)
    height = LINE_HEIGHT * size
    place = (bubble.box.left + 0.55 * bubble.font_size, bubble.box.top + 0.3 * size + height / 2)
    weight = size * 2 * _WEIGHT
    label = bubble.label or ""
    pen.text(place, label, _NAME, typeface(size), "lm", stroke_width=weight, stroke_fill=_NAME)
    return height
