"""The sample outfits fit together, and each can be drawn."""

from io import BytesIO

import pytest
from PIL import Image

from scripts.recommendations.drawing import SHAPES, Garment, item_picture, outfit_picture
from scripts.recommendations.samples import sample_items, sample_outfits

ITEMS = sample_items()
OUTFITS = sample_outfits()


def test_every_outfit_is_made_of_known_items_from_the_inside_out() -> None:
    order = ["bottom", "top", "outer"]
    for outfit in OUTFITS:
        kinds = [ITEMS[slug].category for slug in outfit.items]
        assert kinds == order[: len(kinds)], outfit.description
        assert len(kinds) >= 2


def test_there_is_something_for_everyone_in_every_season() -> None:
    offered = {(outfit.gender, outfit.season) for outfit in OUTFITS}
    seasons = {"spring", "summer", "fall", "winter"}
    for gender in ("male", "female", "unisex"):
        assert {season for each, season in offered if each == gender} >= seasons
    worn = {slug for outfit in OUTFITS for slug in outfit.items}
    assert worn == set(ITEMS)


def test_a_page_of_twenty_is_full_for_the_sample_user() -> None:
    assert sum(outfit.gender in ("female", "unisex") for outfit in OUTFITS) >= 20


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_can_be_drawn(shape: str) -> None:
    with Image.open(BytesIO(item_picture(Garment(shape, "#446688")))) as image:
        assert image.size == (360, 360)
        assert len(image.convert("L").getcolors(256) or ()) > 3


def test_an_outfit_is_small_enough_to_ship_to_a_model() -> None:
    worn = [ITEMS[slug].garment for slug in OUTFITS[0].items]
    content = outfit_picture(worn)
    assert len(content) < 60_000
    with Image.open(BytesIO(content)) as image:
        assert image.size == (500, 800)
