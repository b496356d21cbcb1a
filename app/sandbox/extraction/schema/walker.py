"""Fills any JSON schema from a composer's content."""

from collections.abc import Mapping
from dataclasses import replace

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.schema.arrays import scopes_of_objects, scopes_of_values
from app.sandbox.extraction.schema.choices import choose
from app.sandbox.extraction.schema.concepts import Concept, concept_of
from app.sandbox.extraction.schema.limits import fitted_number, item_count
from app.sandbox.extraction.schema.numbers import number_for
from app.sandbox.extraction.schema.resolve import Json, Node, Root, Slot, kind_of, properties_of
from app.sandbox.extraction.schema.stories import is_story, told_story
from app.sandbox.extraction.schema.strings import fill_string
from app.sandbox.extraction.schema.truths import truth_for

_MAX_DEPTH = 12
_DEEP = 8
_ORDER = {Concept.LEAD: -2, Concept.CLOSING: -1}


class Walker:
    """One walk over one schema."""

    def __init__(self, root: Root, composer: Composer) -> None:
        self._root = root
        self._composer = composer

    def fill(self) -> Json:
        """A value that satisfies the whole schema."""
        return self._value(Slot("", self._root.resolve(self._root.schema)), Scope())

    def _value(self, slot: Slot, scope: Scope) -> Json:
        node = self._alternative(slot)
        slot = replace(slot, node=node)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return choose(self._composer, slot, scope)
        match kind_of(node):
            case "object":
                return self._object(slot, scope)
            case "array":
                return self._array(slot, scope)
            case "integer" | "number" as kind:
                whole = kind == "integer"
                return fitted_number(number_for(self._composer, slot, scope), node, whole=whole)
            case "boolean":
                return truth_for(self._composer, slot)
            case "null":
                return None
            case _:
                return fill_string(self._composer, slot, scope)

    def _alternative(self, slot: Slot) -> Node:
        """The first choice; deep inside a recursion the one that ends it."""
        node = self._root.resolve(slot.node)
        for _ in range(_MAX_DEPTH):
            choices = self._root.alternatives(node)
            if choices == [node]:
                return node
            wanted = choices[-1] if slot.depth > _DEEP else choices[0]
            node = self._root.resolve(wanted)
        return node

    def _object(self, slot: Slot, scope: Scope) -> dict[str, Json]:
        named = dict(properties_of(slot.node))
        required = set(slot.node.get("required", ()))
        if slot.depth > _DEEP:
            named = {name: node for name, node in named.items() if name in required}
        slots = {name: slot.inside(name, self._root.resolve(node)) for name, node in named.items()}
        filled = {
            name: self._value(slots[name], scope)
            for name in sorted(slots, key=lambda name: _ORDER.get(concept_of(slots[name]), 0))
        }
        return {name: filled[name] for name in named} | self._extras(slot, scope, filled)

    def _extras(self, slot: Slot, scope: Scope, filled: Mapping[str, Json]) -> dict[str, Json]:
        """For maps with free keys: the key phrases are the keys."""
        extra = slot.node.get("additionalProperties")
        low = int(slot.node.get("minProperties", 0)) - len(filled)
        if not isinstance(extra, Mapping) or (low <= 0 and (filled or slot.depth > _DEEP)):
            return {}
        wanted = max(low, min(3, int(slot.node.get("maxProperties", 3)) - len(filled)))
        phrases = [phrase for phrase in self._composer.phrases if phrase not in filled]
        keys = [*phrases, *(f"key{at}" for at in range(wanted))][:wanted]
        node = self._root.resolve(extra)
        return {
            key: self._value(slot.inside(key, node), replace(scope, index=at))
            for at, key in enumerate(keys)
        }

    def _array(self, slot: Slot, scope: Scope) -> list[Json]:
        if self._composer.tale and is_story(self._root, slot.node):
            return told_story(self._root, slot.node, self._composer.tale)
        prefix = [self._root.resolve(each) for each in slot.node.get("prefixItems", ())]
        head = [
            self._value(slot.inside(slot.name, node), replace(scope, index=at))
            for at, node in enumerate(prefix)
        ]
        items = slot.node.get("items")
        if items is False or (prefix and items is None):
            return head
        if slot.depth > _DEEP and item_count(slot.node, 0, 0) == 0:
            return head
        item = self._root.resolve(items)
        rest = self._items(slot, item, scope)
        return [*head, *rest[: max(0, len(rest) - len(head))]]

    def _items(self, slot: Slot, item: Node, scope: Scope) -> list[Json]:
        chosen = self._alternative(Slot(slot.name, item, slot.around, slot.depth))
        if kind_of(chosen) == "object":
            scopes = scopes_of_objects(self._composer, self._root, slot, chosen, scope)
        else:
            scopes = scopes_of_values(self._composer, slot, scope)
        values = [self._value(self._item_slot(slot, chosen), each) for each in scopes]
        return _distinct(values, chosen) if slot.node.get("uniqueItems") else values

    def _item_slot(self, slot: Slot, item: Node) -> Slot:
        """An item is described by its array when it does not describe itself."""
        described = {"description": slot.node.get("description", ""), **item}
        return Slot(slot.name, described, slot.around, slot.depth + 1)


def _distinct(values: list[Json], item: Node) -> list[Json]:
    """For ``uniqueItems``: repeated values are numbered, or replaced by other allowed ones."""
    unused = [value for value in item.get("enum", ()) if value not in values]
    found: list[Json] = []
    for at, value in enumerate(values):
        if value in found:
            if "enum" in item:
                if not unused:
                    continue
                value = unused.pop(0)
            else:
                value = _other(value, at, found)
        found.append(value)
    return found


def _other(value: Json, at: int, found: list[Json]) -> Json:
    if isinstance(value, str):
        return f"{value} {at + 1}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        while value in found:
            value += 1
    return value
