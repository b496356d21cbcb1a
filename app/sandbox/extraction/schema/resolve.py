"""Reading a JSON schema: references, combined and alternative schemas, limits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
Node = Mapping[str, Json]

_LIMIT = re.compile(
    r"(\d+)\s*자\s*(?:이내|이하|안|까지|미만)|(?:at most|within|under|up to"
    r"|max(?:imum)?(?: of)?)\s*(\d+)\s*char",
    re.IGNORECASE,
)
_MERGED_BY_TIGHTER = {"minLength": max, "minItems": max, "maxLength": min, "maxItems": min}
_MERGED_BY_TIGHTER |= {"minimum": max, "maximum": min}
_MAX_HOPS = 50


@dataclass(frozen=True)
class Root:
    """The whole schema, for following references inside it."""

    schema: Node

    def resolve(self, node: Json) -> Node:
        """The node with its references and ``allOf`` merged in; what it says itself wins."""
        found: dict[str, Json] = dict(node) if isinstance(node, Mapping) else {}
        for _ in range(_MAX_HOPS):
            if "$ref" in found:
                target = self._target(str(found.pop("$ref")))
                found = {**target, **found}
            elif parts := found.pop("allOf", None):
                for part in parts:
                    found = _merged(self.resolve(part), found)
            else:
                break
        return found

    def _target(self, reference: str) -> Node:
        target: Json = self.schema
        for part in reference.removeprefix("#").strip("/").split("/"):
            if part:
                key = part.replace("~1", "/").replace("~0", "~")
                target = target[int(key)] if isinstance(target, list) else target.get(key, {})
        return target if isinstance(target, Mapping) else {}

    def alternatives(self, node: Node) -> list[Node]:
        """The schemas among which ``anyOf``, ``oneOf`` or a list of types leave a choice.

        Each keeps what its parent says; null comes last.
        """
        for keyword in ("anyOf", "oneOf"):
            if node.get(keyword):
                own = {key: value for key, value in node.items() if key != keyword}
                found = [_merged(own, self.resolve(part)) for part in node[keyword]]
                return sorted(found, key=lambda each: each.get("type") == "null")
        if isinstance(node.get("type"), list):
            kinds = sorted(node["type"], key=lambda kind: kind == "null")
            return [{**node, "type": kind} for kind in kinds]
        return [node]


def _merged(base: Node, over: Node) -> dict[str, Json]:
    merged: dict[str, Json] = {**base, **over}
    for key in ("properties", "$defs"):
        if key in base and key in over:
            merged[key] = {**base[key], **over[key]}
    if "required" in base and "required" in over:
        merged["required"] = list(dict.fromkeys([*base["required"], *over["required"]]))
    for key, tighter in _MERGED_BY_TIGHTER.items():
        if key in base and key in over:
            merged[key] = tighter(base[key], over[key])
    return merged


def kind_of(node: Node) -> str:
    """The JSON type that the schema wants, guessed from its keywords when it names none."""
    if isinstance(node.get("type"), str):
        return str(node["type"])
    if "properties" in node or "additionalProperties" in node or "required" in node:
        return "object"
    if "items" in node or "prefixItems" in node or "minItems" in node:
        return "array"
    if any(key in node for key in ("minimum", "maximum", "exclusiveMinimum", "multipleOf")):
        return "number"
    return "string"


@dataclass(frozen=True)
class Slot:
    """A place to be filled: its schema, its name, and the names of the places around it."""

    name: str
    node: Node
    around: tuple[str, ...] = ()
    depth: int = field(default=0)

    @property
    def description(self) -> str:
        """What the schema says about it."""
        return f"{self.node.get('title', '')} {self.node.get('description', '')}".strip()

    @property
    def said_limit(self) -> int | None:
        """A length limit that the description states in words."""
        match = _LIMIT.search(self.description)
        return int(match.group(1) or match.group(2)) if match else None

    @property
    def max_length(self) -> int | None:
        """The tighter of the schema's and the description's limit."""
        limits = [
            limit for limit in (self.node.get("maxLength"), self.said_limit) if limit is not None
        ]
        return min(limits) if limits else None

    def inside(self, name: str, node: Node) -> "Slot":
        """A place within this one."""
        return Slot(name, node, (*self.around, self.name), self.depth + 1)


def properties_of(node: Node) -> Iterator[tuple[str, Json]]:
    """The named properties; required ones that are not described are strings."""
    properties = node.get("properties", {})
    yield from properties.items()
    for name in node.get("required", ()):
        if name not in properties:
            extra = node.get("additionalProperties")
            yield name, extra if isinstance(extra, Mapping) else {"type": "string"}
