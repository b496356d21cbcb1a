"""Turns what an image server sent into a PNG that is safe to keep."""

import base64
import binascii
import json
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from app.domain.errors import BadImage, BadReply

MAX_PIXELS = 2048 * 2048
_FORMATS = ("PNG", "JPEG", "WEBP")


def first_image(reply: bytes) -> bytes:
    """The first of the reply's base64 images, strictly decoded."""
    try:
        content = json.loads(reply)
    except (ValueError, RecursionError) as exc:
        raise BadReply("이미지 서버가 JSON이 아닌 응답을 보냈습니다.") from exc
    images = content.get("images") if isinstance(content, dict) else None
    if not isinstance(images, list) or not images or not isinstance(images[0], str):
        raise BadImage("이미지 서버의 응답에 이미지가 없습니다.")
    try:
        return base64.b64decode(images[0], validate=True)
    except (binascii.Error, ValueError) as exc:
        raise BadImage("이미지 서버가 보낸 이미지의 base64가 잘못되었습니다.") from exc


def clean_png(content: bytes) -> bytes:
    """The picture alone, without metadata; size and type are checked before any pixel is decoded.

    Blocking: call it through ``asyncio.to_thread``.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            _check(image)
            image.load()
            picture = image.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        raise BadImage("이미지 서버가 너무 큰 이미지를 보냈습니다.") from exc
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as exc:
        raise BadImage("이미지 서버가 읽을 수 없는 이미지를 보냈습니다.") from exc
    png = BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(png, "PNG")
    return png.getvalue()


def _check(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise BadImage(f"이미지 서버가 너무 큰 이미지를 보냈습니다 ({image.width}×{image.height}).")
    if getattr(image, "is_animated", False):
        raise BadImage("이미지 서버가 움직이는 이미지를 보냈습니다.")
