"""RSS and Atom documents to entries. The documents come from strangers."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from app.domain.errors import BadReply
from app.services.scraping.dates import parse_moment
from app.services.scraping.text import clean_line
from app.services.search.feed_xml import parse_xml

MOST_ENTRIES = 200
TITLE_MAX_LENGTH = 300
SUMMARY_MAX_LENGTH = 500
_ROOTS = frozenset({"rss", "RDF", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_SUMMARIES = ("description", "summary", "encoded", "content")
_DATES = ("pubDate", "published", "date", "updated")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class FeedEntry:
    """One entry, its texts without markup; ``link`` is as the feed wrote it."""

    link: str
    title: str
    summary: str
    published_at: datetime | None


def parse_feed(content: bytes) -> list[FeedEntry]:
    """RSS 0.9 to 2.0 and Atom, forgiving about form; BadReply when it is no feed at all."""
    root = parse_xml(content)
    if _name(root) not in _ROOTS:
        raise BadReply("RSS나 Atom 피드가 아닙니다.")
    return list(_entries(root))


def _entries(root: etree._Element) -> Iterator[FeedEntry]:
    found = 0
    for element in root.iter(etree.Element):
        if _name(element) not in _ENTRIES:
            continue
        fields = {_name(child): child for child in reversed(element.findall("*"))}
        yield FeedEntry(
            link=_link(element, fields),
            title=_plain(fields.get("title"), TITLE_MAX_LENGTH),
            summary=_plain(_first(fields, _SUMMARIES), SUMMARY_MAX_LENGTH),
            published_at=parse_moment(_text(_first(fields, _DATES)).strip()),
        )
        found += 1
        if found == MOST_ENTRIES:
            return


def _link(element: etree._Element, fields: dict[str, etree._Element]) -> str:
    """Atom has it in an attribute of one of several links, RSS as text or as a permalink."""
    for child in element.findall("*"):
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or _text(child)).strip()
    guid = fields.get("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        return _text(guid).strip()
    return ""


def _first(fields: dict[str, etree._Element], names: tuple[str, ...]) -> etree._Element | None:
    return next((fields[name] for name in names if name in fields), None)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext()))


def _plain(element: etree._Element | None, max_length: int) -> str:
    """Markup inside of text is escaped once more in most feeds."""
    text = _text(element)[: max_length * 8]
    return clean_line(html.unescape(_TAG.sub(" ", html.unescape(text))), max_length)
