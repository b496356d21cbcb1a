"""Small questions about text that several nodes ask."""

import re

_SENTENCE_END = re.compile(r"[.!?。…][\"'”’)]*(?=\s|$)|\n")


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, ending with a sentence when one ends in the second half."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    return head[: ends[-1]].rstrip() if ends and ends[-1] > limit // 2 else head.rstrip()


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters, with an ellipsis when something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
