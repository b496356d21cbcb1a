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

_ABOUT_THE_REPLY = re.compile(r"json|답해|답하|출력|respond|reply", re.IGNORECASE)


def edited(turns: list[Raw], request: str) -> list[Raw]:
    """``turns`` as the request wants them; what no operation understands makes it livelier."""
    draft = Draft(turns)
    clauses = (part.strip() for part in _CLAUSES.split(request))
    for clause in (each for each in clauses if each and not _ABOUT_THE_REPLY.search(each)):
        if not any(operation(draft, clause) for operation in _OPERATIONS):
            enliven(draft, clause)
    return draft.turns
