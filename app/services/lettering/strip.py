"""Composes lettered panels into one comic page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from app.services.lettering.text import drawable
from app.services.lettering.typeface import LINE_HEIGHT, typeface
from app.services.lettering.wrapping import balanced, wrap

_GROUND = "#fbf8f1"
_INK = "#1b1b22"
_FAINT = "#6d6a64"
_WIDEST_PANEL = 1024
"""Larger panels are reduced: a page of 2048 pixel panels helps nobody."""

_GUTTER = 0.026
_BORDER = 0.005
_TITLE = 0.062
_FOOTER = 0.027
"""Shares of a panel's width."""


@dataclass(frozen=True)
class _Block:
    """Rows of text at one size."""

    rows: tuple[str, ...]
    font_size: int

    @property
    def height(self) -> int:
        return round(len(self.rows) * self.font_size * LINE_HEIGHT)

    def middles(self, top: int) -> Iterator[tuple[str, float]]:
        """Each row and the height of its middle, for a block that begins at ``top``."""
        for index, row in enumerate(self.rows):
            yield row, top + (index + 0.5) * self.font_size * LINE_HEIGHT


def compose_strip(panels: Sequence[bytes], title: str, footer: str) -> bytes:
    """One PNG: ``title`` on top, the panels in reading order, ``footer`` (sources, label) below.

    Panels stand two by two, an odd one out in the middle of its row. Blocking: call it through
    ``asyncio.to_thread``.
    """
    width = min(_WIDEST_PANEL, max(_size(panel)[0] for panel in panels))
    rows = _rows([_opened(panel, width) for panel in panels])
    gutter = round(_GUTTER * width)
    columns = max(map(len, rows))
    inner = columns * width + (columns - 1) * gutter
    head = _title(title, width, inner)
    foot = _footer(footer, width, inner)
    heights = [max(panel.height for panel in row) for row in rows]
    height = 5 * gutter + head.height + sum(heights) + gutter * (len(rows) - 1) + foot.height
    page = Image.new("RGB", (inner + 2 * gutter, height), _GROUND)
    _write_title(page, head, 3 * gutter // 2)
    top = 5 * gutter // 2 + head.height
    for row, row_height in zip(rows, heights, strict=True):
        _draw_row(page, row, top, gutter)
        top += row_height + gutter
    _write_footer(page, foot, top + gutter // 4, gutter)
    png = BytesIO()
    page.save(png, "PNG")
    return png.getvalue()


def _size(panel: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(panel)) as image:
        return image.size


def _opened(panel: bytes, width: int) -> Image.Image:
    with Image.open(BytesIO(panel)) as image:
        picture = image.convert("RGB")
    if picture.width == width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _rows(panels: list[Image.Image]) -> list[list[Image.Image]]:
    columns = 1 if len(panels) == 1 else 2
    return [panels[index : index + columns] for index in range(0, len(panels), columns)]


def _title(title: str, width: int, inner: int) -> _Block:
    size = round(_TITLE * width)
    text = drawable(title)
    return _Block(next(balanced(text, len(text), inner * 0.94 / size)), size)


def _footer(footer: str, width: int, inner: int) -> _Block:
    size = max(12, round(_FOOTER * width))
    paragraphs = (drawable(line) for line in footer.splitlines() if line.strip())
    return _Block(tuple(row for text in paragraphs for row in wrap(text, inner / size)), size)


def _write_title(page: Image.Image, block: _Block, top: int) -> None:
    """In a heavier weight than the font has: stroked."""
    pen, font = ImageDraw.Draw(page), typeface(block.font_size)
    weight = block.font_size * 0.022
    for row, middle in block.middles(top):
        place = (page.width / 2, middle)
        pen.text(place, row, _INK, font, "mm", stroke_width=weight, stroke_fill=_INK)


def _write_footer(page: Image.Image, block: _Block, top: int, left: int) -> None:
    pen, font = ImageDraw.Draw(page), typeface(block.font_size)
    for row, middle in block.middles(top):
        pen.text((left, middle), row, _FAINT, font, "lm")


def _draw_row(page: Image.Image, row: list[Image.Image], top: int, gutter: int) -> None:
    span = sum(panel.width for panel in row) + gutter * (len(row) - 1)
    left = (page.width - span) // 2
    border = max(2, round(_BORDER * row[0].width))
    for panel in row:
        page.paste(panel, (left, top))
        edge = (left - 1, top - 1, left + panel.width, top + panel.height)
        ImageDraw.Draw(page).rectangle(edge, outline=_INK, width=border)
        left += panel.width + gutter
