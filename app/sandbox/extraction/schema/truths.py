"""Yes or no."""

import re

from app.sandbox.extraction.composer import Composer
from app.sandbox.extraction.schema.resolve import Slot
from app.sandbox.extraction.text.keyphrases import overlap

_RELEVANT = re.compile(r"relevant|useful|related|쓸 수 있는|관련|도움", re.IGNORECASE)


def truth_for(composer: Composer, slot: Slot) -> bool:
    """Whether a picture is of use; else what the schema has as default, else yes."""
    if composer.material.pictures and _RELEVANT.search(f"{slot.name} {slot.description}"):
        return _is_relevant(composer)
    return bool(slot.node.get("default", True))


def _is_relevant(composer: Composer) -> bool:
    """It shows something, under words or in an article that speak of the topic."""
    material = composer.material
    if all(seen.kind == "other" for seen in material.pictures):
        return False
    around = " ".join([material.wishes.get("caption", ""), *material.titles, material.text])
    return overlap(material.query, around) > 0
