"""Outfits, who they are recommended to, and the task that writes the missing messages.

What a page has a hundred of are plain tuples: frozen dataclasses take five times as long to make.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal, NamedTuple, NewType

from pydantic import BaseModel, ConfigDict, Field

from app.domain.task import TaskPayload

OutfitId = NewType("OutfitId", int)
UserId = NewType("UserId", int)

PAGE_MAX = 50
MESSAGE_MAX = 50

OK = "ok"
CACHED = "cached"


Gender = Literal["male", "female", "unisex"]
Season = Literal["spring", "summer", "fall", "winter", "all"]
Category = Literal["top", "bottom", "outer"]

_SEASONS: tuple[Season, ...] = ("winter", "spring", "summer", "fall")


def season_of(day: date) -> Season:
    """In Korea: spring begins in March, and so on every three months."""
    return _SEASONS[day.month % 12 // 3]


class ImageSource(NamedTuple):
    """A picture under a key of our own store, or at an address on the web; None, None: none."""

    key: str | None
    url: str | None


class OutfitUser(NamedTuple):
    """Whom outfits are recommended to."""

    user_id: UserId
    name: str
    gender: Gender | None
    styles: Sequence[str]


class OutfitItem(NamedTuple):
    """A piece of an outfit; ``is_saved`` is the reader's own mark. The price is in won."""

    item_id: int
    category: Category
    brand: str
    name: str
    price: int
    image: ImageSource
    purchase_url: str | None
    is_saved: bool


class Outfit(NamedTuple):
    """``image`` is its main one, the first when none is; ``is_favorited`` is the reader's mark."""

    outfit_id: OutfitId
    gender: Gender
    season: Season
    style: str
    description: str
    created_at: datetime
    image: ImageSource
    is_favorited: bool
    items: Sequence[OutfitItem]


class MessagesPayload(TaskPayload):
    """The messages that a page lacks, for one user; ``stamps`` tell what they are made of."""

    task_type: ClassVar[str] = "recommendation_messages"
    queue: ClassVar[str] = "recommendation_queue"

    user_id: int
    outfit_ids: Annotated[list[int], Field(min_length=1, max_length=PAGE_MAX)]
    stamps: tuple[str, ...] = ()


class Tried(BaseModel):
    """One try: OK, CACHED or the reason of its failure, and how long it took."""

    model_config = ConfigDict(frozen=True)

    outcome: str
    seconds: float


class WrittenMessage(BaseModel):
    """What became of one message: its text, or None; ``image`` is None where there was none."""

    model_config = ConfigDict(frozen=True)

    text: str | None
    message: Tried
    image: Tried | None
