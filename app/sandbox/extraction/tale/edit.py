"""An edit: each clause of the request by the first operation that understands it."""

import re
from collections.abc import Callable

from app.sandbox.extraction.tale.casting_edits import add_stocks, remove_stocks
from app.sandbox.extraction.tale.draft import Draft
from app.sandbox.extraction.tale.enliven import enliven
from app.sandbox.extraction.tale.length_edits import add_turns, remove_turns
from app.sandbox.extraction.tale.raw import Raw
from app.sandbox.extraction.tale.text_edits import rename, retell, write
from app.sandbox.extraction.tale.value_edits import move_values

Operation = Callable[[Draft, str], bool]

_OPERATIONS: tuple[Operation, ...] = (
    remove_turns,
    add_turns,
    remove_stocks,
    write,
    rename,
    move_values,
    add_stocks,
    retell,
)
_CLAUSES = re.compile(r"(?<=[.!?])\s+|\n+|\s그리고\s|(?<=[가-힣]고),\s*|;\s*")


def edited(turns: list[Raw], request: str) -> list[Raw]:
    """``turns`` as the request wants them; what no operation understands makes it livelier."""
    draft = Draft(turns)
    for clause in (part.strip() for part in _CLAUSES.split(request)):
        if clause and not any(operation(draft, clause) for operation in _OPERATIONS):
            enliven(draft, clause)
    return draft.turns
