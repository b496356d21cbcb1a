"""The images that belong to a page's article. Runs in the child process only: see ``process.py``.

What is useless shows by its address, its place or its declared size; words are compared whole, so
that ``/uploads/`` is no ``ad``. Wrappers of a whole article have names such as ``no-ad`` and
``has-banner``: a box is judged by its name only near the image, and not when it holds a text.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import TypedDict
from urllib.parse import urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError

from app.domain.search import SMALLEST_IMAGE_SIDE
from app.services.scraping.image_addresses import base_address, image_address

MOST_IMAGES = 20
CAPTION_MAX_LENGTH = 200
_USELESS_TYPES = (".svg", ".gif", ".ico")
_FURNITURE = (
    "ad ads adv advert advertisement banner banners btn button icon icons logo logos profile "
    "avatar badge sprite spacer blank pixel tracking tracker sns emoji placeholder qr"
)
_USELESS = frozenset(_FURNITURE.split())
_STATES = frozenset(["no", "non", "not", "without", "free", "has", "with", "on", "off"])
_ASIDE = frozenset(("nav", "aside", "noscript", "template"))
_FRAME = frozenset(("header", "footer", "form"))  # of the page; an article may have its own
_ARTICLE = frozenset(("article", "main"))
_NO_BOX = frozenset(("a", "figure", "p", "picture", "span"))
_BOXES_NEAR = 2
_TEXT_LENGTH = 100  # of what is more than a banner's
_MOST_ELEMENTS = 200
_MOST_LOOKED_AT = 500
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
    base = base_address(root, url)
    for element in islice(root.iter("img"), _MOST_LOOKED_AT):
        address = image_address(element, base)
        if address and address not in found and not _useless(element, address):
            found[address] = FoundImage(url=address, caption=_caption(element))
        if len(found) == MOST_IMAGES:
            break
    return list(found.values())


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _useless(element: lxml_html.HtmlElement, address: str) -> bool:
    path = urlsplit(address).path.lower()
    if path.endswith(_USELESS_TYPES) or _USELESS & set(_WORD.findall(path)):
        return True
    if any(0 < side < SMALLEST_IMAGE_SIDE for side in _declared_sides(element)):
        return True
    tags = {str(each.tag) for each in element.iterancestors()}
    if tags & _ASIDE or (tags & _FRAME and not tags & _ARTICLE):
        return True
    return any(_named_as_furniture(each) for each in chain([element], _near(element)))


def _declared_sides(element: lxml_html.HtmlElement) -> Iterator[int]:
    for name in ("width", "height"):
        if match := _PIXELS.fullmatch(element.get(name) or ""):
            yield int(match[1])


def _near(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """What is around it and for it alone."""
    boxes = 0
    for ancestor in element.iterancestors():
        if ancestor.tag in _ARTICLE or ancestor.tag in ("body", "html") or _holds_text(ancestor):
            return
        yield ancestor
        boxes += ancestor.tag not in _NO_BOX
        if boxes == _BOXES_NEAR:
            return


def _holds_text(element: lxml_html.HtmlElement) -> bool:
    """Also what holds so many elements that counting would take long."""
    length = 0
    for count, each in enumerate(element.iter()):
        after = each.tail if each is not element else None
        length += len((each.text or "").strip()) + len((after or "").strip())
        if length >= _TEXT_LENGTH or count == _MOST_ELEMENTS:
            return True
    return False


def _named_as_furniture(element: lxml_html.HtmlElement) -> bool:
    """By a name that says what it is, not in which state: ``ad-box``, but not ``ad-free``."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    words = (set(_WORD.findall(name)) for name in names)
    return any(each & _USELESS and not each & _STATES for each in words)


def _caption(element: lxml_html.HtmlElement) -> str:
    """The figure's caption, else what is said to who can't see the image."""
    for ancestor in element.iterancestors("figure"):
        for caption in ancestor.iter("figcaption"):
            if text := _line(caption.text_content()):
                return text
    return _line(element.get("alt") or "")


def _line(text: str) -> str:
    return " ".join(text.split())[:CAPTION_MAX_LENGTH]
