"""What clients learn about comics."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel

from app.api.statuses import comic_status
from app.api.utc_time import UtcTime
from app.domain.comic import DialogueLine
from app.domain.links import ComicLinks
from app.repositories.comics import ComicRecord, PanelRecord, StoredFile

ACCEPTED = "만화 생성 작업이 수락되어 백그라운드에서 시작되었습니다."
CANCELLED = "만화 생성이 취소되었습니다."

_MESSAGES = {
    "PENDING": "만화 생성 작업이 대기 중입니다.",
    "STARTED": "만화를 만들고 있습니다.",
    "WAITING_REVIEW": "보고서 검토를 기다리고 있습니다.",
    "DONE": "만화가 완성되었습니다.",
    "FAILED": "만화를 만들지 못했습니다.",
    "CANCELLED": CANCELLED,
}


class ComicAccepted(BaseModel):
    """The answer to POST."""

    comic_id: UUID
    status: str
    message: str


class ComicStatus(BaseModel):
    """The answer to GET /status/{comic_id}."""

    comic_id: UUID
    status: str
    message: str
    query: str
    writer_id: str
    user_site_preferences_provided: dict[str, list[str]]
    timestamp_accepted: UtcTime
    timestamp_start: UtcTime | None
    timestamp_end: UtcTime | None
    duration_seconds: float | None
    result: dict[str, Any] | None
    error_details: str | None
    error_type: str | None

    @classmethod
    def of(cls, comic: ComicRecord) -> Self:
        """From the stored comic."""
        status = comic_status(comic.task_status, comic.started_at)
        error = comic.error or {}
        return cls(
            comic_id=comic.comic_id,
            status=status,
            message=_MESSAGES[status],
            query=comic.query,
            writer_id=comic.writer_id,
            user_site_preferences_provided=comic.sites,
            timestamp_accepted=comic.created_at,
            timestamp_start=comic.started_at,
            timestamp_end=comic.finished_at,
            duration_seconds=_seconds(comic.started_at, comic.finished_at),
            result=comic.result,
            error_details=error.get("detail"),
            error_type=error.get("slug"),
        )


class ComicSummary(BaseModel):
    """One line of the list."""

    comic_id: UUID
    status: str
    query: str
    title: str | None
    strip_url: str | None
    timestamp_accepted: UtcTime

    @classmethod
    def of(cls, comic: ComicRecord, links: ComicLinks) -> Self:
        """From the stored comic."""
        return cls(
            comic_id=comic.comic_id,
            status=comic_status(comic.task_status, comic.started_at),
            query=comic.query,
            title=comic.title,
            strip_url=_url(comic.strip, links.strip(comic.comic_id)),
            timestamp_accepted=comic.created_at,
        )


class ComicPage(BaseModel):
    """The answer to GET /comics; ``next_cursor`` is null on the last page."""

    comics: list[ComicSummary]
    next_cursor: str | None


class ComicSource(BaseModel):
    """A source that the report and the panels cite by ``id``."""

    id: str
    url: str | None
    title: str
    published_at: datetime | None
    retrieved_at: datetime
    sha256: str
    engine: str
    source_class: str


class ComicPanel(BaseModel):
    """A lettered panel; its text stays data beside the picture."""

    number: int
    image_url: str
    dialogue: list[DialogueLine]
    alt_text: str
    source_ids: list[str]


class ComicStrip(BaseModel):
    """All panels in one picture."""

    image_url: str


class Comic(BaseModel):
    """The answer to GET /comics/{comic_id}."""

    comic_id: UUID
    status: str
    title: str | None
    query: str
    writer_id: str
    language: str
    report_url: str | None
    sources: list[ComicSource]
    panels: list[ComicPanel]
    strips: list[ComicStrip]
    warnings: list[str]
    error_details: str | None
    timestamp_accepted: UtcTime
    timestamp_end: UtcTime | None

    @classmethod
    def of(cls, comic: ComicRecord, panels: Sequence[PanelRecord], links: ComicLinks) -> Self:
        """From the stored comic and its panels."""
        comic_id = comic.comic_id
        strip_url = _url(comic.strip, links.strip(comic_id))
        return cls(
            comic_id=comic_id,
            status=comic_status(comic.task_status, comic.started_at),
            title=comic.title,
            query=comic.query,
            writer_id=comic.writer_id,
            language=comic.language,
            report_url=_url(comic.report, links.report(comic_id)),
            sources=[ComicSource.model_validate(source) for source in comic.sources],
            panels=[
                ComicPanel(
                    number=panel.number,
                    image_url=panel.image.url or links.panel(comic_id, panel.number),
                    dialogue=[DialogueLine.model_validate(line) for line in panel.dialogue],
                    alt_text=panel.alt_text,
                    source_ids=panel.source_ids,
                )
                for panel in panels
            ],
            strips=[ComicStrip(image_url=strip_url)] if strip_url else [],
            warnings=comic.warnings,
            error_details=(comic.error or {}).get("detail"),
            timestamp_accepted=comic.created_at,
            timestamp_end=comic.finished_at,
        )


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    return round((end - start).total_seconds(), 3) if start and end else None


def _url(file: StoredFile | None, own: str) -> str | None:
    return (file.url or own) if file else None
