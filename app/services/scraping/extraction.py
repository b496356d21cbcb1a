"""A page's HTML to its main text. Runs in the child process only: see ``process.py``."""

from trafilatura import bare_extraction
from trafilatura.settings import Document

from app.services.scraping.dates import parse_moment

_DATES = {
    # Without the extensive search a date comes from what the page says of itself.
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
}


def extract(html: str, url: str) -> dict[str, str | None]:
    """``title``, ``text`` and ``date`` (ISO 8601 with a zone), each None when not found."""
    document = bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )
    if not isinstance(document, Document):
        return {"title": None, "text": None, "date": None}
    moment = parse_moment(document.date)
    return {
        "title": document.title,
        "text": document.text,
        "date": moment.isoformat() if moment else None,
    }
