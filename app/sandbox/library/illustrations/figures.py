"""Bar charts and tables, as a newspaper prints them."""

from functools import lru_cache

import pylopdf_fonts_ko
from PIL import Image, ImageDraw, ImageFont

from app.sandbox.drawing.label import sign
from app.sandbox.library.corpus import Illustration

_INK, _SOFT, _LINE = (34, 34, 40), (110, 110, 120), (205, 205, 212)
_BARS = ((44, 98, 171), (226, 122, 63), (84, 150, 96), (150, 96, 160))
_HEAD = (232, 238, 247)
_MARGIN = 48
_TITLE_HEIGHT = 84


def draw_chart(shown: Illustration, size: tuple[int, int]) -> Image.Image:
    """One bar for each row of label and value, over a common zero."""
    picture, pen = _sheet(shown, size)
    base, top = size[1] - 84, _TITLE_HEIGHT + 36
    values = [(str(row[0]), float(row[1])) for row in shown.rows]
    tallest = max(value for _, value in values)
    step = (size[0] - 2 * _MARGIN) / len(values)
    for at, (label, value) in enumerate(values):
        middle = _MARGIN + step * (at + 0.5)
        height = (base - top) * value / tallest
        box = (middle - step * 0.28, base - height, middle + step * 0.28, base)
        pen.rectangle(box, fill=_BARS[at % len(_BARS)])
        pen.text((middle, base - height - 8), f"{value:,g}{shown.unit}", _INK, _font(22), "mb")
        pen.text((middle, base + 12), label, _SOFT, _font(20), "mt")
    pen.line((_MARGIN, base, size[0] - _MARGIN, base), fill=_INK, width=2)
    sign(picture)
    return picture


def draw_table(shown: Illustration, size: tuple[int, int]) -> Image.Image:
    """Ruled rows and columns; the first row is the head."""
    picture, pen = _sheet(shown, size)
    columns = max(len(row) for row in shown.rows)
    width = (size[0] - 2 * _MARGIN) / columns
    height = min(64.0, (size[1] - _TITLE_HEIGHT - 60) / len(shown.rows))
    right = size[0] - _MARGIN
    for down, row in enumerate(shown.rows):
        top = _TITLE_HEIGHT + down * height
        if down == 0:
            pen.rectangle((_MARGIN, top, right, top + height), fill=_HEAD)
        for across, cell in enumerate(row):
            middle = (_MARGIN + width * (across + 0.5), top + height / 2)
            pen.text(middle, str(cell), _INK, _font(18 if down else 20), "mm")
    bottom = _TITLE_HEIGHT + len(shown.rows) * height
    for down in range(len(shown.rows) + 1):
        level = _TITLE_HEIGHT + down * height
        pen.line((_MARGIN, level, right, level), fill=_LINE, width=2)
    for across in range(columns + 1):
        left = _MARGIN + width * across
        pen.line((left, _TITLE_HEIGHT, left, bottom), fill=_LINE, width=2)
    sign(picture)
    return picture


def _sheet(shown: Illustration, size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    pen.text((_MARGIN, 44), shown.caption, _INK, _font(22), "lm")
    return picture, pen


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = str(pylopdf_fonts_ko.sans_path())
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
