"""The sample outfits and their items, as the files beside this one list them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.recommendation import Category, Gender, Season
from scripts.recommendations.drawing import Garment

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SampleItem:
    """A piece of clothing; ``slug`` names its picture."""

    slug: str
    category: Category
    brand: str
    name: str
    price: int
    garment: Garment

    @property
    def purchase_url(self) -> str:
        """Of a shop that does not exist."""
        return f"https://shop.example.com/items/{self.slug}"


@dataclass(frozen=True)
class SampleOutfit:
    """``items`` from the inside out."""

    gender: Gender
    season: Season
    style: str
    description: str
    items: tuple[str, ...]
    favourite: bool


def sample_items() -> dict[str, SampleItem]:
    """By slug."""
    return {slug: _item(slug, given) for slug, given in _read("items.toml").items()}


def sample_outfits() -> list[SampleOutfit]:
    """The newest first."""
    return [_outfit(given) for given in _read("outfits.toml")["outfits"]]


def _item(slug: str, given: dict[str, Any]) -> SampleItem:
    return SampleItem(
        slug=slug,
        category=given["category"],
        brand=given["brand"],
        name=given["name"],
        price=given["price"],
        garment=Garment(given["shape"], given["color"]),
    )


def _outfit(given: dict[str, Any]) -> SampleOutfit:
    return SampleOutfit(
        gender=given["gender"],
        season=given["season"],
        style=given["style"],
        description=given["description"],
        items=tuple(given["items"]),
        favourite=given.get("favourite", False),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
