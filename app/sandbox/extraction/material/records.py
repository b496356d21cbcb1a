"""Results of earlier steps inside a prompt: labelled lines, or JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.sandbox.extraction.material.blocks import Block

_LABELLED = re.compile(r"^(?P<label>[^\W\d_][\w .'’()/·-]{0,29}?)\s*[:：]\s+(?P<value>\S.*)$")
_BULLET = re.compile(r"^[-*•]\s+")
_NUMBER = re.compile(r"\d+")
_HEADING_LENGTH = 30


@dataclass(frozen=True)
class Record:
    """A group of labelled values: ``heading`` is the line or key above them."""

    tag: str
    heading: str = ""
    number: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All values as one text."""
        return "\n".join(self.fields.values())


def records_of(block: Block) -> list[Record]:
    """What the block holds; none when it is running text."""
    try:
        parsed = json.loads(block.text)
    except ValueError:
        return list(_from_lines(block))
    return list(_from_json(block.tag, parsed, block.tag))


def _from_lines(block: Block) -> Iterator[Record]:
    number = _number(block.attributes.get("number") or block.attributes.get("id", ""))
    for paragraph in re.split(r"\n\s*\n", block.text):
        heading, fields = "", {}
        for raw in paragraph.splitlines():
            bulleted = _BULLET.match(raw.strip()) is not None
            line = _BULLET.sub("", raw.strip())
            if match := _LABELLED.match(line):
                fields[match["label"].strip()] = match["value"].strip()
            elif not fields and not bulleted and len(line) <= _HEADING_LENGTH:
                heading = line
        if fields:
            numbered = _number(heading) if heading else number
            yield Record(block.tag, heading, numbered, fields)


def _from_json(tag: str, value: object, heading: str) -> Iterator[Record]:
    if isinstance(value, dict):
        fields = {str(key): _flat(item) for key, item in value.items() if _flat(item)}
        numbers = [item for item in value.values() if isinstance(item, int)]
        if fields:
            yield Record(tag, heading, numbers[0] if numbers else None, fields)
        for key, item in value.items():
            if isinstance(item, dict | list):
                yield from _from_json(tag, item, str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _from_json(tag, item, heading)


def _flat(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _number(text: str) -> int | None:
    match = _NUMBER.search(text)
    return int(match.group()) if match else None
