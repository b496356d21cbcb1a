"""Outfits as a user sees them. A page takes the same few queries whatever its size."""

import hashlib
from collections.abc import Sequence

from asyncpg import Record

from app.database import Database
from app.domain.recommendation import (
    ImageSource,
    Outfit,
    OutfitId,
    OutfitItem,
    OutfitUser,
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
        items: dict[OutfitId, list[OutfitItem]] = {}
        for piece in pieces:
            items.setdefault(piece[0], []).append(_item(piece))
        found = {row[0]: _outfit(row, items.get(row[0], ())) for row in rows}
        return [found[each] for each in ids if each in found]


def _user(row: Record | None) -> OutfitUser | None:
    return OutfitUser(*row) if row else None


def _outfit(row: Record, items: Sequence[OutfitItem]) -> Outfit:
    *plain, key, url, is_favorited = row
    return Outfit._make((*plain, ImageSource(key, url), is_favorited, items))


def _item(row: Record) -> OutfitItem:
    _, *plain, key, url, purchase_url, is_saved = row
    return OutfitItem._make((*plain, ImageSource(key, url), purchase_url, is_saved))
