"""What clients learn about their recommendations."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.api.recommendations.page_request import PageRequest
from app.api.utc_time import UtcTime
from app.domain.links import OutfitLinks
from app.domain.recommendation import ImageSource, Outfit, OutfitId, OutfitItem

Extra = Annotated[str | None, Field(exclude_if=lambda value: value is None)]


class CamelBody(BaseModel):
    """Members in camelCase, as this API's clients know them."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )


class ItemBody(CamelBody):
    """A piece of an outfit."""

    id: int
    category: Literal["top", "bottom", "outer"]
    brand: str
    name: str
    price: int
    image_url: str | None
    purchase_url: str | None
    is_saved: bool

    @classmethod
    def of(cls, item: OutfitItem, links: OutfitLinks) -> Self:
        """From the stored item."""
        return cls(
            id=item.item_id,
            category=item.category.value,
            brand=item.brand,
            name=item.name,
            price=item.price,
            image_url=_address(item.image, links),
            purchase_url=item.purchase_url,
            is_saved=item.is_saved,
        )


class OutfitBody(CamelBody):
    """One recommendation; ``llm_message`` is null when none could be written."""

    id: int
    image_url: str | None
    gender: str
    season: str
    style: str
    description: str
    is_favorited: bool
    llm_message: str | None
    items: list[ItemBody]
    created_at: UtcTime

    @classmethod
    def of(cls, outfit: Outfit, message: str | None, links: OutfitLinks) -> Self:
        """From the stored outfit."""
        return cls(
            id=outfit.outfit_id,
            image_url=_address(outfit.image, links),
            gender=outfit.gender,
            season=outfit.season,
            style=outfit.style,
            description=outfit.description,
            is_favorited=outfit.is_favorited,
            llm_message=message,
            items=[ItemBody.of(item, links) for item in outfit.items],
            created_at=outfit.created_at,
        )


class Pagination(CamelBody):
    """Where this page stands among all."""

    current_page: int
    total_pages: int
    total_items: int
    has_next: bool
    has_prev: bool

    @classmethod
    def of(cls, asked: PageRequest, total: int) -> Self:
        """A page behind the last one has no next one."""
        pages = -(-total // asked.limit)
        return cls(
            current_page=asked.number,
            total_pages=pages,
            total_items=total,
            has_next=asked.number < pages,
            has_prev=asked.number > 1,
        )


class RecommendationsData(CamelBody):
    """``message_stream`` tells the messages that are still being written (SSE)."""

    outfits: list[OutfitBody]
    pagination: Pagination
    message_stream: Extra = None
    notice: Extra = None


class Recommendations(CamelBody):
    """The answer to GET /api/recommendations."""

    success: Literal[True] = True
    data: RecommendationsData


def outfit_bodies(
    outfits: list[Outfit], messages: Mapping[OutfitId, str], links: OutfitLinks
) -> list[OutfitBody]:
    """In the given order."""
    return [OutfitBody.of(each, messages.get(each.outfit_id), links) for each in outfits]


def _address(image: ImageSource | None, links: OutfitLinks) -> str | None:
    if image is None:
        return None
    return image.url if image.key is None else links.image(image.key)
