"""N10: the comic's addresses, and the message for the backend.

The finish transaction stores them, and the outbox sends the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.comic import DrawnPanel
from app.domain.links import ComicLinks
from app.domain.notification import (
    CATEGORY_DEFAULT,
    CONTENT_MAX,
    ComicNotification,
    Slide,
    SourceNews,
    author_id,
)
from app.domain.search import Source
from app.nodes.report_page import is_web_address
from app.nodes.text import shortened
from app.workflows.state import UploadSection, WorkflowState


@dataclass(frozen=True)
class N10FinalizeAndNotifyNode:
    """No calls. ``public_base_url`` goes before the gateway's routes when it is known."""

    public_base_url: str | None

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills the upload section and ends the stages."""
        comic_id = state["meta"].comic_id
        image = state["image"]
        links = ComicLinks(self.public_base_url or "")
        urls = [panel.image_url or links.panel(comic_id, panel.number) for panel in image.panels]
        upload = UploadSection(
            report_url=state["report"].saved_report_url or links.report(comic_id),
            strip_url=image.strip_url or links.strip(comic_id),
            panel_urls=urls,
            notification=notification(state, urls).model_dump(by_alias=True),
        )
        meta = state["meta"].model_copy(update={"current_stage": "DONE"})
        return {"upload": upload, "meta": meta}


def notification(state: WorkflowState, panel_urls: Sequence[str]) -> ComicNotification:
    """What the backend publishes; the first panel is the thumbnail."""
    context = state["query"].query_context
    insights = " ".join(each.text for each in state["report"].contextual_summary)
    slides = zip(state["image"].panels, panel_urls, strict=True)
    return ComicNotification(
        ai_author_id=author_id(state["meta"].writer_id),
        category=context.query_category if context else CATEGORY_DEFAULT,
        title=state["scenario"].title,
        content=shortened(insights, CONTENT_MAX),
        thumbnail_image_url=panel_urls[0],
        slides=[
            Slide(slide_seq=number, image_url=url, content=_spoken(panel))
            for number, (panel, url) in enumerate(slides, 1)
        ],
        source_news=_news(state["search"].sources),
    )


def _spoken(panel: DrawnPanel) -> str:
    return "\n".join(f"{line.speaker}: {line.text}" for line in panel.dialogue)


def _news(sources: Sequence[Source]) -> list[SourceNews]:
    return [
        SourceNews(headline=source.title, url=source.url)
        for source in sources
        if source.url and is_web_address(source.url)
    ]
