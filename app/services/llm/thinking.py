"""Reasoning models think aloud before they answer; only the answer counts."""

import re
from dataclasses import dataclass

THINK = "<think>"

_CLOSE = "</think>"
_TAG = re.compile(f"{THINK}|{_CLOSE}")
_CLOSING = re.compile(_CLOSE)


@dataclass(frozen=True)
class Said:
    """What a piece adds to the answer. ``void``: all that was said before it was thinking."""

    text: str
    void: bool = False


class AnswerFilter:
    """Takes a reply piece by piece, wherever it is cut, and says only its answer.

    ``<think>`` blocks before the answer are left out, also one that never ends. A chat template may
    have opened the first block, so that only its end is in the reply: then what came before is
    void. Every other tag is a word of the answer. White space around the answer is left out.
    """

    def __init__(self) -> None:
        self._held = ""  # may turn out to be the start of a tag
        self._thinking = False
        self._tag_seen = False
        self._space = ""  # belongs to the answer only when more of it follows
        self._begun = False

    def feed(self, piece: str) -> Said:
        """The next piece of the reply."""
        text, said, void = self._held + piece, "", False
        while tag := self._next_tag(text):
            before, text = text[: tag.start()], text[tag.end() :]
            if not self._thinking:
                said += self._trimmed(before)
            if tag.group() == _CLOSE and not self._tag_seen:
                said, void = "", True
                self._space, self._begun = "", False
            elif tag.group() == _CLOSE and self._thinking:
                self._thinking = False
            elif tag.group() == THINK and not self._begun:
                self._thinking = True
            else:
                said += self._trimmed(tag.group())
            self._tag_seen = True
        held = _start_of_tag(text, (_CLOSE,) if self._thinking else (THINK, _CLOSE))
        self._held = text[len(text) - held :]
        if not self._thinking:
            said += self._trimmed(text[: len(text) - held])
        return Said(said, void)

    def end(self) -> Said:
        """The reply has ended: what looked like the start of a tag was none."""
        held, self._held = self._held, ""
        return Said("" if self._thinking else self._trimmed(held))

    def _next_tag(self, text: str) -> re.Match[str] | None:
        """The next one that may mean something."""
        if self._begun and self._tag_seen:
            return None
        return (_CLOSING if self._thinking else _TAG).search(text)

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
