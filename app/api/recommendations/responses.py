"""What clients learn about their recommendations.

Dictionaries, not models: a page has a hundred of them, and validating what we made ourselves took
half of its time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from app.api.recommendations.page_request import PageRequest
from app.domain.links import OutfitLinks
from app.domain.recommendation import (
    Category,
    Gender,
    ImageSource,
    Outfit,
    OutfitId,
    OutfitItem,
    Season,
)


class ItemBody(TypedDict):
    """A piece of an outfit; the price is in won."""

    id: int
    category: Category
    brand: str
    name: str
    price: int
    imageUrl: str | None
    purchaseUrl: str | None
    isSaved: bool


class OutfitBody(TypedDict):
    """One recommendation; ``llmMessage`` is null when none could be written."""

    id: int
    imageUrl: str | None
    gender: Gender
    season: Season
    style: str
    description: str
    isFavorited: bool
    llmMessage: str | None
    items: list[ItemBody]
    createdAt: datetime


class Pagination(TypedDict):
    """Where this page stands among all."""

    currentPage: int
    totalPages: int
    totalItems: int
    hasNext: bool
    hasPrev: bool


class RecommendationsData(TypedDict):
    """``messageStream`` tells the messages that are still being written (SSE)."""

    outfits: list[OutfitBody]
    pagination: Pagination
    messageStream: NotRequired[str]
    notice: NotRequired[str]


class Recommendations(TypedDict):
    """The answer to GET /api/recommendations."""

    success: Literal[True]
    data: RecommendationsData


def outfit_bodies(
    outfits: Sequence[Outfit], messages: Mapping[OutfitId, str], links: OutfitLinks
) -> list[OutfitBody]:
    """In the given order."""
    return [_outfit(each, messages.get(each.outfit_id), links) for each in outfits]


def pagination(asked: PageRequest, total: int) -> Pagination:
    """A page behind the last one has no next one."""
    pages = -(-total // asked.limit)
    return {
        "currentPage": asked.number,
        "totalPages": pages,
        "totalItems": total,
        "hasNext": asked.number < pages,
        "hasPrev": asked.number > 1,
    }


def _outfit(outfit: Outfit, message: str | None, links: OutfitLinks) -> OutfitBody:
    return {
        "id": outfit.outfit_id,
        "imageUrl": _address(outfit.image, links),
        "gender": outfit.gender,
        "season": outfit.season,
        "style": outfit.style,
        "description": outfit.description,
        "isFavorited": outfit.is_favorited,
        "llmMessage": message,
        "items": [_item(item, links) for item in outfit.items],
        "createdAt": outfit.created_at,
    }


def _item(item: OutfitItem, links: OutfitLinks) -> ItemBody:
    return {
        "id": item.item_id,
        "category": item.category,
        "brand": item.brand,
        "name": item.name,
        "price": item.price,
        "imageUrl": _address(item.image, links),
        "purchaseUrl": item.purchase_url,
        "isSaved": item.is_saved,
    }


def _address(image: ImageSource, links: OutfitLinks) -> str | None:
    return image.url if image.key is None else links.image(image.key)
