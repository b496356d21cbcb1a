"""Reasoning models think aloud before they answer; only the answer counts."""

import re

_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_CLOSE = "</think>"
_OPEN = "<think>"


def strip_thinking(text: str) -> str:
    """``text`` without its ``<think>`` blocks.

    A chat template may have opened the block (only its end is in the reply), and a reply may end
    while still thinking (only its start is).
    """
    answer = _THOUGHT.sub("", text)
    answer = answer.rpartition(_CLOSE)[2]
    return answer.partition(_OPEN)[0].strip()
