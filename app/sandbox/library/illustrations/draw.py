"""Draws what an article shows, as the file that its name says."""

from functools import lru_cache
from io import BytesIO

from PIL import Image

from app.sandbox.drawing.picture import draw_picture
from app.sandbox.library.corpus import Illustration
from app.sandbox.library.illustrations.figures import draw_chart, draw_table

SIZE = (720, 480)
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_CACHED = 64


@lru_cache(maxsize=_CACHED)
def illustration_file(shown: Illustration) -> bytes:
    """Blocking."""
    return encoded(_drawn(shown), shown.name.rpartition(".")[2])


@lru_cache(maxsize=_CACHED)
def drawn_file(prompt: str, seed: int, width: int, height: int, extension: str) -> bytes:
    """Any words as a picture. Blocking."""
    return encoded(draw_picture(prompt, seed, width, height), extension)


def encoded(picture: Image.Image, extension: str) -> bytes:
    """As the format that the extension names."""
    data = BytesIO()
    picture.save(data, _FORMATS[extension], quality=85)
    return data.getvalue()


def _drawn(shown: Illustration) -> Image.Image:
    match shown.kind:
        case "chart":
            return draw_chart(shown, SIZE)
        case "table":
            return draw_table(shown, SIZE)
        case "photo":
            return draw_picture(shown.prompt, 1, *SIZE)
