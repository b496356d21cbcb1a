"""What a stranger's bytes become, and which are refused."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import BadImage
from app.services.llm.protocol import Picture
from app.services.pictures.decoding import decode_picture
from tests.unit.services.pictures.drawn import bomb, drawn

SIDE = 32


def opened(picture: Picture) -> Image.Image:
    assert picture.media_type == "image/jpeg"
    image = Image.open(BytesIO(picture.data))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    return image


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_known_types_become_small_jpegs(format_: str) -> None:
    loaded = decode_picture(drawn(format_), SIDE)

    assert (loaded.width, loaded.height) == (64, 48)
    assert opened(loaded.picture).size == (32, 24)


def test_a_small_picture_keeps_its_size() -> None:
    assert opened(decode_picture(drawn("PNG", (20, 10)), SIDE).picture).size == (20, 10)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_understood(mode: str) -> None:
    assert opened(decode_picture(drawn("PNG", mode=mode), SIDE).picture).size == (32, 24)


def test_what_is_transparent_lies_on_white() -> None:
    image = opened(decode_picture(drawn("PNG", mode="RGBA"), SIDE).picture)
    assert image.getpixel((0, 0)) == (255, 255, 255)


def test_a_photo_is_turned_upright_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "secret place"
    loaded = decode_picture(drawn("JPEG", exif=exif), SIDE)

    assert (loaded.width, loaded.height) == (48, 64)
    assert opened(loaded.picture).size == (24, 32)
    assert b"secret" not in loaded.picture.data


@pytest.mark.parametrize("format_", ["GIF", "BMP", "TIFF"])
def test_other_types_are_refused(format_: str) -> None:
    with pytest.raises(BadImage):
        decode_picture(drawn(format_), SIDE)


@pytest.mark.parametrize("size", [(8000, 8000), (20_000, 16_000)])
def test_a_pixel_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    content = bomb(*size)
    assert len(content) < 100_000
    with pytest.raises(BadImage):
        decode_picture(content, SIDE)


@pytest.mark.parametrize("content", [b"", b"<html>", b"<svg/>", drawn("JPEG")[:300]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadImage):
        decode_picture(content, SIDE)


@settings(max_examples=300, deadline=None)
@given(
    content=st.sampled_from([drawn(format_) for format_ in ("JPEG", "PNG", "WEBP")]),
    changes=st.lists(st.tuples(st.integers(0, 1023), st.integers(0, 255)), max_size=8),
)
def test_broken_bytes_are_a_picture_or_refused(
    content: bytes, changes: list[tuple[int, int]]
) -> None:
    broken = bytearray(content)
    for place, value in changes:
        broken[place % len(broken)] = value
    try:
        opened(decode_picture(bytes(broken), SIDE).picture)
    except BadImage:
        return
