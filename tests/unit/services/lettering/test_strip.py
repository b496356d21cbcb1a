"""The strip shows every panel once, in order, under its title."""

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from app.services.lettering.strip import compose_strip
from tests.unit.services.lettering.pictures import opened, picture

COLORS = [(200 - 20 * step, 40 + 25 * step, 90 + 15 * step) for step in range(8)]


def panel(color: tuple[int, int, int], width: int = 256, height: int = 256) -> bytes:
    png = BytesIO()
    Image.new("RGB", (width, height), color).save(png, "PNG")
    return png.getvalue()


def centers(strip: bytes, colors: list[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """The middle of each panel's area."""
    page = opened(strip)
    found = []
    for color in colors:
        box = _area(page, color)
        found.append(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    return found


def _area(page: Image.Image, color: tuple[int, int, int]) -> tuple[int, int, int, int]:
    red, green, blue = (
        band.point([255 if value == want else 0 for value in range(256)])
        for band, want in zip(page.split(), color, strict=True)
    )
    box = ImageChops.multiply(ImageChops.multiply(red, green), blue).getbbox()
    assert box, f"the panel {color} is missing"
    return box


@pytest.mark.parametrize("count", range(1, 9))
def test_panels_are_read_from_the_upper_left(count: int) -> None:
    strip = compose_strip([panel(color) for color in COLORS[:count]], "제목", "출처")

    places = centers(strip, COLORS[:count])

    for (x, y), (next_x, next_y) in pairwise(places):
        assert next_y > y + 100 or (next_x > x + 100 and abs(next_y - y) < 3)


def test_four_panels_stand_two_by_two() -> None:
    page = opened(compose_strip([picture()] * 4, "제목", "출처"))

    assert 2 * 768 < page.width < 2.2 * 768
    assert 2 * 768 < page.height < 2.5 * 768


def test_a_taller_panel_is_not_cut() -> None:
    strip = compose_strip([panel(COLORS[0]), panel(COLORS[1], 256, 400)], "제목", "출처")

    left, top, right, bottom = _area(opened(strip), COLORS[1])
    assert right - left >= 250
    assert bottom - top >= 394


def test_huge_panels_are_reduced() -> None:
    assert opened(compose_strip([picture(2048, 2048)] * 2, "제목", "출처")).width < 2200


def test_title_and_footer_are_drawn_and_make_room() -> None:
    short = opened(compose_strip([picture(512, 512)] * 4, "제목", "출처: 가"))
    long = opened(compose_strip([picture(512, 512)] * 4, "아주 긴 제목 " * 12, "출처: 나\n" * 4))

    assert long.height > short.height
    head = short.crop((0, 0, short.width, 60))
    assert min(color[0] for _, color in head.getcolors(65536)) < 60
    foot = short.crop((0, short.height - 40, short.width, short.height))
    assert min(color[0] for _, color in foot.getcolors(65536)) < 140
