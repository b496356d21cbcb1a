"""Tagged blocks in a prompt: ``<source id="S1" title="…">text</source>``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

_BLOCK = re.compile(
    r"<(?P<tag>[a-z][a-z0-9_-]*)(?P<attributes>(?:\s+[a-z][a-z0-9_-]*=\"[^\"]*\")*)\s*>"
    r"(?P<content>.*?)</(?P=tag)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([a-z][a-z0-9_-]*)=\"([^\"]*)\"", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A tag, its attributes, and its text with entities resolved."""

    tag: str
    attributes: Mapping[str, str]
    text: str


def parse_blocks(text: str) -> list[Block]:
    """The innermost blocks in order; those around them only group them."""
    found: list[Block] = []
    for match in _BLOCK.finditer(text):
        content = match["content"]
        inner = parse_blocks(content)
        if inner:
            found.extend(inner)
            continue
        attributes = {
            name: unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])
        }
        found.append(Block(match["tag"].lower(), attributes, unescape(content).strip()))
    return found


def outside_blocks(text: str) -> str:
    """What is not inside any block."""
    return _BLOCK.sub("\n", text).strip()
