"""A page's HTML to its main text. Runs in the child process only: see ``process.py``."""

from datetime import UTC, datetime

from trafilatura import bare_extraction
from trafilatura.settings import Document

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
    return {"title": document.title, "text": document.text, "date": _moment(document.date)}


def _moment(date: str | None) -> str | None:
    try:
        moment = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
