"""What becomes visible of a comic with its acceptance and with its finish."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.comic import DrawnPanel
from app.domain.search import Source
from app.domain.task import Effect
from app.queries import load_queries

QUERIES = load_queries(__file__, "comics.sql")


@dataclass(frozen=True)
class FinishedComic:
    """All that a run made; urls are None for files that the gateway serves itself."""

    comic_id: UUID
    version: int
    title: str
    report_key: str | None
    report_url: str | None
    strip_key: str | None
    strip_url: str | None
    sources: Sequence[Source]
    warnings: Sequence[str]
    panels: Sequence[DrawnPanel]


def accepted_comic_effects() -> tuple[str, ...]:
    """The comics' rows, for the submission of their tasks."""
    return (QUERIES["insert_comics"],)


def finished_comic_effects(comic: FinishedComic) -> tuple[Effect, ...]:
    """Title, files, sources and panels, for the finish of the comic's task."""
    row = Effect(
        QUERIES["finish_comic"],
        (
            comic.comic_id,
            comic.version,
            comic.title,
            comic.report_key,
            comic.report_url,
            comic.strip_key,
            comic.strip_url,
            [source.model_dump(mode="json", exclude={"text"}) for source in comic.sources],
            list(comic.warnings),
        ),
    )
    panels = [
        Effect(
            QUERIES["insert_panel"],
            (
                comic.comic_id,
                comic.version,
                panel.number,
                panel.image_key,
                panel.image_url,
                panel.raw_image_key,
                panel.width,
                panel.height,
                [line.model_dump(mode="json") for line in panel.dialogue],
                panel.alt_text,
                panel.source_ids,
                panel.prompt_used,
                panel.seed,
            ),
        )
        for panel in comic.panels
    ]
    return (row, *panels)
