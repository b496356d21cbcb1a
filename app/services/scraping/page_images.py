"""The images that belong to a page's article. Runs in the child process only: see ``process.py``.

What is useless shows by its address, its place or its declared size; words are compared whole, so
that ``/uploads/`` is no ``ad``.
"""

import re
from collections.abc import Iterator
from typing import TypedDict
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError

from app.domain.search import SMALLEST_IMAGE_SIDE

MOST_IMAGES = 20
CAPTION_MAX_LENGTH = 200
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-url", "src")
_USELESS_TYPES = (".svg", ".gif", ".ico")
_FURNITURE = (
    "ad ads adv advert advertisement banner banners btn button icon icons logo logos profile "
    "avatar badge sprite spacer blank pixel tracking tracker sns emoji placeholder qr"
)
_USELESS = frozenset(_FURNITURE.split())
_OUTSIDE = frozenset(("nav", "header", "footer", "aside", "form", "noscript", "template"))
_WORD = re.compile(r"[a-z]+|\d+")
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*")


class FoundImage(TypedDict):
    """An image's absolute address and what the page says of it."""

    url: str
    caption: str


def page_images(html: str, url: str) -> list[FoundImage]:
    """In the order of the page, none twice."""
    try:
        root = lxml_html.document_fromstring(html.encode(), parser=_parser())
    except (LxmlError, ValueError):
        return []
    found: dict[str, FoundImage] = {}
    for element in root.iter("img"):
        address = _address(element, url)
        if address and address not in found and not _useless(element, address):
            found[address] = FoundImage(url=address, caption=_caption(element))
        if len(found) == MOST_IMAGES:
            break
    return list(found.values())


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _address(element: lxml_html.HtmlElement, base: str) -> str | None:
    """The first that is an address on the web: lazy pages keep a stand-in in ``src``."""
    for name in _SOURCES:
        text = (element.get(name) or "").strip()
        if not text or text.startswith("data:"):
            continue
        try:
            address = urljoin(base, text)
            if urlsplit(address).scheme in ("http", "https"):
                return address
        except ValueError:
            continue
    return None


def _useless(element: lxml_html.HtmlElement, address: str) -> bool:
    path = urlsplit(address).path.lower()
    if path.endswith(_USELESS_TYPES) or _USELESS & set(_WORD.findall(path)):
        return True
    if any(0 < side < SMALLEST_IMAGE_SIDE for side in _declared_sides(element)):
        return True
    return any(_is_furniture(each) for each in (element, *element.iterancestors()))


def _declared_sides(element: lxml_html.HtmlElement) -> Iterator[int]:
    for name in ("width", "height"):
        if match := _PIXELS.fullmatch(element.get(name) or ""):
            yield int(match[1])


def _is_furniture(element: lxml_html.HtmlElement) -> bool:
    if element.tag in _OUTSIDE:
        return True
    if element.tag in ("body", "html"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(_USELESS & set(_WORD.findall(named)))


def _caption(element: lxml_html.HtmlElement) -> str:
    """The figure's caption, else what is said to who can't see the image."""
    for ancestor in element.iterancestors("figure"):
        for caption in ancestor.iter("figcaption"):
            if text := _line(caption.text_content()):
                return text
    return _line(element.get("alt") or "")


def _line(text: str) -> str:
    return " ".join(text.split())[:CAPTION_MAX_LENGTH]
