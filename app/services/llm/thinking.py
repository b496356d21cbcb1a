"""Reasoning models think aloud before they answer; only the answer counts."""

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "<think>", "</think>"
_TAG = re.compile(f"{_OPEN}|{_CLOSE}")
_CLOSING = re.compile(_CLOSE)


@dataclass(frozen=True)
class Said:
    """What a piece adds to the answer. ``void``: all that was said before it was thinking."""

    text: str
    void: bool = False


class AnswerFilter:
    """Takes a reply piece by piece, wherever it is cut, and says only its answer.

    ``<think>`` blocks are left out, also one that never ends. A chat template may have opened the
    first block, so that only its end is in the reply: then what came before is void. White space
    around the answer is left out.
    """

    def __init__(self) -> None:
        self._held = ""  # may turn out to be the start of a tag
        self._thinking = False
        self._space = ""  # belongs to the answer only when more of it follows
        self._begun = False

    def feed(self, piece: str) -> Said:
        """The next piece of the reply."""
        text, spoken, void = self._held + piece, [], False
        while tag := (_CLOSING if self._thinking else _TAG).search(text):
            if not self._thinking:
                spoken.append(text[: tag.start()])
                if tag.group() == _CLOSE:
                    spoken, void = [], True
            self._thinking = tag.group() == _OPEN
            text = text[tag.end() :]
        held = _start_of_tag(text, (_CLOSE,) if self._thinking else (_OPEN, _CLOSE))
        self._held = text[len(text) - held :]
        if not self._thinking:
            spoken.append(text[: len(text) - held])
        if void:
            self._space, self._begun = "", False
        return Said(self._trimmed("".join(spoken)), void)

    def end(self) -> Said:
        """The reply has ended: what looked like the start of a tag was none."""
        held, self._held = self._held, ""
        return Said("" if self._thinking else self._trimmed(held))

    def _trimmed(self, text: str) -> str:
        text = self._space + text
        if not self._begun:
            text = text.lstrip()
        bare = text.rstrip()
        self._begun = self._begun or bool(bare)
        self._space = text[len(bare) :]
        return bare


def strip_thinking(text: str) -> str:
    """The answer in a whole reply."""
    answer = AnswerFilter()
    return answer.feed(text).text + answer.end().text


def _start_of_tag(text: str, tags: tuple[str, ...]) -> int:
    """How many characters at the end of ``text`` may be the start of a tag."""
    longest = min(len(text), max(map(len, tags)) - 1)
    for length in range(longest, 0, -1):
        if any(tag.startswith(text[-length:]) for tag in tags):
            return length
    return 0
