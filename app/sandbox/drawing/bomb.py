"""A small file of many pixels."""

from functools import cache
from io import BytesIO

from PIL import Image

SIZE = (20_000, 16_000)


@cache
def bomb_png() -> bytes:
    """About 40 kB that unpack to 320 million pixels. Blocking."""
    png = BytesIO()
    Image.new("1", SIZE).save(png, "PNG")
    return png.getvalue()
