"""The small note in the corner that says who drew this."""

from functools import lru_cache

import pylopdf_fonts_ko
from PIL import Image, ImageDraw, ImageFont

TEXT = "샌드박스 그림 · 모델 없이 그림"
_SHARE = 0.0165
_SMALLEST = 10


def sign(picture: Image.Image) -> None:
    """In the lower right corner, small and readable."""
    size = max(_SMALLEST, round(_SHARE * min(picture.size)))
    font = _font(size)
    width = font.getlength(TEXT)
    right, bottom = picture.width - size * 0.5, picture.height - size * 0.45
    box = (right - width - size * 0.9, bottom - size * 1.5, right, bottom)
    pen = ImageDraw.Draw(picture, "RGBA")
    pen.rounded_rectangle(box, size * 0.5, fill=(28, 26, 38, 130))
    middle = (right - size * 0.45, (box[1] + bottom) / 2)
    pen.text(middle, TEXT, (255, 255, 255, 235), font, "rm")


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = str(pylopdf_fonts_ko.sans_path())
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
