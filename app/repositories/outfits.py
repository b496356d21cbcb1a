"""Outfits as a user sees them. A page takes the same few queries whatever its size."""

import hashlib
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from asyncpg import Record

from app.database import Database
from app.domain.recommendation import (
    Category,
    Gender,
    ImageSource,
    Outfit,
    OutfitId,
    OutfitItem,
    OutfitUser,
    Season,
    UserId,
)
from app.queries import load_queries

QUERIES = load_queries(__file__, "outfits.sql")


class OutfitRepository:
    """Reads only: the backend writes what is recommended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def user_of_token(self, token: str) -> OutfitUser | None:
        """Whom a bearer token names."""
        digest = hashlib.sha256(token.encode()).digest()
        return _user(await self._database.fetchrow(QUERIES["user_of_token"], digest))

    async def sample_user(self) -> OutfitUser | None:
        """Who looks where no keys are set; None when the backend removed them."""
        return _user(await self._database.fetchrow(QUERIES["sample_user"]))

    async def user(self, user_id: UserId) -> OutfitUser | None:
        """By id."""
        return _user(await self._database.fetchrow(QUERIES["get_user"], user_id))

    async def outfits(self, ids: Sequence[OutfitId], user_id: UserId) -> list[Outfit]:
        """In the order of ``ids``, as ``user_id`` sees them; without those that are gone."""
        async with self._database.connection() as connection:
            rows = await connection.fetch(QUERIES["outfits"], ids, user_id)
            pieces = await connection.fetch(QUERIES["outfit_items"], ids, user_id)
        items = {
            outfit_id: tuple(_item(piece) for piece in group)
            for outfit_id, group in groupby(pieces, itemgetter("outfit_id"))
        }
        found = {row["outfit_id"]: row for row in rows}
        return [_outfit(found[each], items.get(each, ())) for each in ids if each in found]


def _user(row: Record | None) -> OutfitUser | None:
    if row is None:
        return None
    return OutfitUser(
        user_id=UserId(row["user_id"]),
        name=row["name"],
        gender=Gender(row["gender"]) if row["gender"] else None,
        styles=tuple(row["styles"]),
    )


def _outfit(row: Record, items: tuple[OutfitItem, ...]) -> Outfit:
    return Outfit(
        outfit_id=OutfitId(row["outfit_id"]),
        gender=Gender(row["gender"]),
        season=Season(row["season"]),
        style=row["style"],
        description=row["description"],
        created_at=row["created_at"],
        image=_image(row),
        is_favorited=row["is_favorited"],
        items=items,
    )


def _item(row: Record) -> OutfitItem:
    return OutfitItem(
        item_id=row["item_id"],
        category=Category(row["category"]),
        brand=row["brand"],
        name=row["name"],
        price=row["price"],
        image=_image(row),
        purchase_url=row["purchase_url"],
        is_saved=row["is_saved"],
    )


def _image(row: Record) -> ImageSource | None:
    key, url = row["image_key"], row["image_url"]
    return ImageSource(key, url) if key or url else None
