"""A page's HTML to its main text and images. Runs in the child process only: see ``process.py``."""

from typing import TypedDict

from trafilatura import bare_extraction
from trafilatura.settings import Document

from app.services.scraping.dates import parse_moment
from app.services.scraping.page_images import FoundImage, page_images

_DATES = {
    # Without the extensive search a date comes from what the page says of itself.
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
}


class Extract(TypedDict):
    """``date`` is ISO 8601 with a zone; what was not found is None."""

    title: str | None
    text: str | None
    date: str | None
    images: list[FoundImage]


NOTHING = Extract(title=None, text=None, date=None, images=[])


def extract(html: str, url: str) -> Extract:
    """What the page's article is; NOTHING when it has none."""
    document = bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )
    if not isinstance(document, Document):
        return NOTHING
    moment = parse_moment(document.date)
    return Extract(
        title=document.title,
        text=document.text,
        date=moment.isoformat() if moment else None,
        images=page_images(html, url),
    )
