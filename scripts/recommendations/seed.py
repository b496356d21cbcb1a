"""Puts the sample outfits into a database, and their pictures into the object store."""

from collections.abc import Callable
from functools import partial

from app.database import Connection, Database
from app.domain.errors import NotFound
from app.domain.recommendation import Category
from app.queries import load_queries
from app.services.storage.protocol import ObjectStore
from scripts.recommendations.drawing import item_picture, outfit_picture
from scripts.recommendations.samples import (
    SampleItem,
    SampleOutfit,
    sample_items,
    sample_outfits,
)

QUERIES = load_queries(__file__, "seed.sql")

_SHOWN_FIRST: tuple[Category, ...] = ("outer", "top", "bottom")
_JPEG = "image/jpeg"
_TRANSACTION_SECONDS = 30.0


async def seed(database: Database, store: ObjectStore) -> int:
    """How many outfits were put in: none when they are there already. Lost pictures are redrawn."""
    await store_pictures(store)
    if await database.fetchval(QUERIES["count_samples"]):
        return 0
    return await insert_samples(database)


async def store_pictures(store: ObjectStore) -> None:
    """Draw what is not there; they lie under the same keys in every installation."""
    items = sample_items()
    for slug, item in items.items():
        await _store(store, _item_key(slug), partial(item_picture, item.garment))
    for number, outfit in enumerate(sample_outfits()):
        worn = [items[slug].garment for slug in outfit.items]
        await _store(store, _outfit_key(number), partial(outfit_picture, worn))


async def insert_samples(database: Database) -> int:
    """How many outfits were put in."""
    items, outfits = sample_items(), sample_outfits()
    async with database.transaction(_TRANSACTION_SECONDS) as connection:
        ids = {slug: await _insert_item(connection, item) for slug, item in items.items()}
        favourites = []
        for number, outfit in enumerate(outfits):
            outfit_id = await _insert_outfit(connection, number, outfit, items, ids)
            if outfit.favourite:
                favourites.append(outfit_id)
        await connection.execute(QUERIES["insert_favourites"], favourites)
    return len(outfits)


async def name_sample_user(database: Database, token: str) -> None:
    """From now on this bearer token names the sample user."""
    await database.execute(QUERIES["name_sample_user"], token)


async def _store(store: ObjectStore, key: str, draw: Callable[[], bytes]) -> None:
    try:
        await store.get(key)
    except NotFound:
        await store.put(key, draw(), _JPEG)


async def _insert_item(connection: Connection, item: SampleItem) -> int:
    item_id: int = await connection.fetchval(
        QUERIES["insert_item"],
        item.category,
        item.brand,
        item.name,
        item.price,
        _item_key(item.slug),
        item.purchase_url,
    )
    return item_id


async def _insert_outfit(
    connection: Connection,
    number: int,
    outfit: SampleOutfit,
    items: dict[str, SampleItem],
    ids: dict[str, int],
) -> int:
    outfit_id: int = await connection.fetchval(
        QUERIES["insert_outfit"],
        outfit.gender,
        outfit.season,
        outfit.style,
        outfit.description,
        number,
    )
    shown = sorted(outfit.items, key=lambda slug: _SHOWN_FIRST.index(items[slug].category))
    await connection.execute(QUERIES["insert_image"], outfit_id, _outfit_key(number))
    await connection.execute(QUERIES["insert_pieces"], outfit_id, [ids[slug] for slug in shown])
    return outfit_id


def _item_key(slug: str) -> str:
    return f"images/outfits/sample-item-{slug}.jpg"


def _outfit_key(number: int) -> str:
    return f"images/outfits/sample-outfit-{number + 1}.jpg"
