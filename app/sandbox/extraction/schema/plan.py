"""What a schema asks of a story, found before anything is written."""

from collections.abc import Iterator

from app.sandbox.extraction.composer import Plan
from app.sandbox.extraction.schema.concepts import Concept, concept_of
from app.sandbox.extraction.schema.limits import item_count
from app.sandbox.extraction.schema.resolve import Root, Slot, kind_of, properties_of

_DEEPEST = 6


def plan_of(root: Root) -> Plan:
    """Number of scenes, length of a line, size of the cast; the usual where it says nothing."""
    usual = Plan()
    english = usual.english_speech_limit
    scenes, limit, cast = usual.scenes, usual.speech_limit, usual.cast_size
    for slot in _slots(root, Slot("", root.resolve(root.schema))):
        kind, concept = kind_of(slot.node), concept_of(slot)
        if kind == "array" and concept is Concept.SCENES:
            scenes = max(1, item_count(slot.node, usual.scenes, usual.scenes))
        elif kind == "array" and concept is Concept.CAST:
            cast = max(1, item_count(slot.node, usual.cast_size, usual.cast_size))
        elif kind == "string" and concept is Concept.SPEECH and slot.max_length:
            limit = min(limit, slot.max_length)
            english = min(english, slot.max_length)
    return Plan(scenes, limit, english, cast)


def _slots(root: Root, slot: Slot) -> Iterator[Slot]:
    if slot.depth > _DEEPEST:
        return
    for name, raw in properties_of(slot.node):
        inner = slot.inside(name, root.alternatives(root.resolve(raw))[0])
        yield inner
        yield from _slots(root, inner)
    if kind_of(slot.node) == "array":
        item = root.alternatives(root.resolve(slot.node.get("items", {})))[0]
        yield from _slots(root, Slot(slot.name, item, slot.around, slot.depth + 1))
