"""Names as people and models write them."""

import re

_DECORATION = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Without emoji, spaces and case, in which models are careless."""
    return _DECORATION.sub("", text).casefold() or text
