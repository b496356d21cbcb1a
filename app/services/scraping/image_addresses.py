"""Where an image element's picture lies, among all that it may name."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_TYPES = frozenset(("", "image/jpeg", "image/jpg", "image/png", "image/webp"))
_BETWEEN = re.compile(r"(?<=\s\dx),|(?<=\dw),|,\s")  # an address may have commas of its own
_SIZE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)[wx]")


def base_address(root: lxml_html.HtmlElement, url: str) -> str:
    """What the page's addresses are relative to: its ``<base>``, else its own address."""
    for element in root.iter("base"):
        if href := (element.get("href") or "").strip():
            return _web_address(url, href) or url
    return url


def image_address(image: lxml_html.HtmlElement, base: str) -> str | None:
    """The largest of its set, else the first that is an address on the web.

    Lazy pages keep a stand-in in ``src``.
    """
    named = (address for text in _named(image) if (address := _web_address(base, text)))
    return next(named, None)


def _named(image: lxml_html.HtmlElement) -> Iterator[str]:
    yield from _largest_first(image)
    for name in (*_LAZY, "src"):
        yield (image.get(name) or "").strip()
    for picture in image.iterancestors("picture"):
        for source in picture.iter("source"):
            if (source.get("type") or "").strip().lower() in _TYPES:
                yield from _largest_first(source)


def _largest_first(element: lxml_html.HtmlElement) -> list[str]:
    sets = " , ".join(element.get(name) or "" for name in _SETS)
    candidates = [fields for each in _BETWEEN.split(sets) if (fields := each.split())]
    return [fields[0].rstrip(",") for fields in sorted(candidates, key=_size, reverse=True)]


def _size(fields: list[str]) -> float:
    size = _SIZE.fullmatch(fields[-1].rstrip(","))
    return float(size[1]) if size else 1


def _web_address(base: str, text: str) -> str | None:
    if not text or text.startswith("data:"):
        return None
    try:
        address = urljoin(base, text)
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None
