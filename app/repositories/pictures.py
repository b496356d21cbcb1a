"""The picture library: files in the object store, and rows that say which are there."""

import hashlib

from app.database import Database
from app.domain.errors import DatabaseDown
from app.queries import load_queries
from app.services.llm.protocol import Picture
from app.services.pictures.library import KeptPicture
from app.services.storage.protocol import ObjectStore

QUERIES = load_queries(__file__, "pictures.sql")

JPEG = "image/jpeg"  # a PictureLoader draws every picture anew as one


class StoredPictures:
    """A PictureLibrary."""

    def __init__(self, db: Database, store: ObjectStore) -> None:
        self._db = db
        self._store = store

    async def keep(self, picture: Picture) -> KeptPicture:
        """See PictureLibrary. Raises DatabaseDown."""
        sha256 = hashlib.sha256(picture.data).hexdigest()
        key = f"images/pictures/{sha256[:2]}/{sha256}.jpg"
        row = await self._db.fetchrow(QUERIES["see_picture"], sha256, key)
        if row is None:
            raise DatabaseDown
        if row["stored"]:
            return KeptPicture(sha256, key, row["url"])
        stored = await self._store.put(key, picture.data, JPEG)
        await self._db.execute(QUERIES["picture_stored"], sha256, stored.url)
        return KeptPicture(sha256, key, stored.url)

    async def get(self, key: str) -> Picture:
        """See PictureLibrary."""
        return Picture(JPEG, await self._store.get(key))
