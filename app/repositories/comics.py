"""Comics as their owners read them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg

from app.database import Database
from app.domain.task import Json, TaskStatus
from app.queries import load_queries

QUERIES = load_queries(__file__, "comics.sql")


class Position(NamedTuple):
    """Where a page of the list ended."""

    created_at: datetime
    comic_id: UUID


NEWEST = Position(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


@dataclass(frozen=True)
class StoredFile:
    """A file of a comic: under a key in our store, or at an object store's own address."""

    key: str
    url: str | None


@dataclass(frozen=True)
class ComicRecord:
    """A comic with the state of its current version's task."""

    comic_id: UUID
    task_id: UUID
    version: int
    writer_id: str
    query: str
    sites: Json
    language: str
    title: str | None
    report: StoredFile | None
    strip: StoredFile | None
    sources: list[Json]
    warnings: list[str]
    created_at: datetime
    task_status: TaskStatus
    error: Json | None
    result: Json | None
    started_at: datetime | None
    finished_at: datetime | None
    last_event: int

    @property
    def position(self) -> Position:
        """Its place in the list."""
        return Position(self.created_at, self.comic_id)


@dataclass(frozen=True)
class PanelRecord:
    """A finished panel."""

    number: int
    image: StoredFile
    dialogue: list[Json]
    alt_text: str
    source_ids: list[str]


class ComicRepository:
    """Every read names the owner: another one's comic does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, comic_id: UUID, owner: str) -> ComicRecord | None:
        """None when there is none, or when it is somebody else's."""
        row = await self._database.fetchrow(QUERIES["get_comic"], comic_id, owner)
        return _comic(row) if row else None

    async def page(self, owner: str, after: Position, limit: int) -> list[ComicRecord]:
        """Newest first, beginning after ``after``."""
        rows = await self._database.fetch(QUERIES["newest_comics"], owner, *after, limit)
        return [_comic(row) for row in rows]

    async def panels(self, comic: ComicRecord) -> list[PanelRecord]:
        """In order, as far as they are drawn."""
        rows = await self._database.fetch(
            QUERIES["panels"], comic.comic_id, comic.version, comic.task_id
        )
        return [
            PanelRecord(
                number=row["number"],
                image=StoredFile(row["image_key"], row["image_url"]),
                dialogue=row["dialogue"],
                alt_text=row["alt_text"],
                source_ids=row["source_ids"],
            )
            for row in rows
        ]


def _comic(row: asyncpg.Record) -> ComicRecord:
    return ComicRecord(
        comic_id=row["comic_id"],
        task_id=row["task_id"],
        version=row["version"],
        writer_id=row["writer_id"],
        query=row["query"],
        sites=row["sites"],
        language=row["language"],
        title=row["title"],
        report=_file(row["report_key"], row["report_url"]),
        strip=_file(row["strip_key"], row["strip_url"]),
        sources=row["sources"],
        warnings=row["warnings"],
        created_at=row["created_at"],
        task_status=TaskStatus(row["task_status"]),
        error=row["error"],
        result=row["result"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        last_event=row["event_seq"],
    )


def _file(key: str | None, url: str | None) -> StoredFile | None:
    return StoredFile(key, url) if key else None
