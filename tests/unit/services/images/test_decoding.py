"""What an image server sends is checked before it is kept."""

import base64
import json
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.domain.errors import BadImage, BadReply
from app.services.images.decoding import clean_png, first_image


def encoded(format_: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(content, format_, **options)
    return content.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims and holds very many pixels."""
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    parts = [b"\x89PNG\r\n\x1a\n"]
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    for kind, data in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")):
        check = struct.pack(">I", zlib.crc32(kind + data))
        parts.append(struct.pack(">I", len(data)) + kind + data + check)
    return b"".join(parts)


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_known_types_become_png(format_: str) -> None:
    with Image.open(BytesIO(clean_png(encoded(format_)))) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (64, 48))


def test_metadata_is_left_behind() -> None:
    note = PngInfo()
    note.add_itxt("parameters", "비밀 프롬프트")
    dirty = encoded("PNG", pnginfo=note, exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00")
    assert b"parameters" in dirty

    clean = clean_png(dirty)

    assert b"parameters" not in clean
    assert b"eXIf" not in clean


@pytest.mark.parametrize("format_", ["GIF", "BMP", "TIFF"])
def test_other_types_are_refused(format_: str) -> None:
    with pytest.raises(BadImage):
        clean_png(encoded(format_))


@pytest.mark.parametrize("size", [(8000, 8000), (20_000, 16_000)])
def test_a_pixel_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    content = bomb(*size)
    assert len(content) < 200_000

    with pytest.raises(BadImage, match="너무 큰"):
        clean_png(content)


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (16, 16), (step, 0, 0)) for step in (10, 200)]
    content = BytesIO()
    frames[0].save(content, "PNG", save_all=True, append_images=frames[1:])

    with pytest.raises(BadImage, match="움직이는"):
        clean_png(content.getvalue())


@pytest.mark.parametrize("content", [b"", b"GIF89a", encoded("PNG")[:70], encoded("JPEG")[:300]])
def test_broken_files_are_refused(content: bytes) -> None:
    with pytest.raises(BadImage):
        clean_png(content)


def test_base64_is_strict() -> None:
    png = encoded("PNG")
    good = json.dumps({"images": [base64.b64encode(png).decode()]}).encode()
    spoiled = json.dumps({"images": [base64.b64encode(png).decode()[:-8] + "*이게*"]}).encode()

    assert first_image(good) == png
    with pytest.raises(BadImage):
        first_image(spoiled)


@pytest.mark.parametrize(
    "reply", [b"{}", b"[]", b"null", b'{"images": []}', b'{"images": [7]}', b'{"images": "x"}']
)
def test_a_reply_without_images_is_refused(reply: bytes) -> None:
    with pytest.raises(BadImage):
        first_image(reply)


@pytest.mark.parametrize("reply", [b"<html>", b"", b'{"images": [', b"\xff\xfe", b"[" * 100_000])
def test_a_reply_that_is_no_json_is_refused(reply: bytes) -> None:
    with pytest.raises(BadReply):
        first_image(reply)
