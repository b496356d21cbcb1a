"""Filling sentences that have places for words, with the particle that each word wants."""

import re
from collections.abc import Mapping

from app.sandbox.extraction.text.hangul import attach

_SLOT = re.compile(r"\{(?P<name>\w+)(?::(?P<particle>[가-힣]+))?\}")


def filled(sentence: str, words: Mapping[str, str]) -> str:
    """``{t}`` becomes the word, ``{t:을}`` the word with 을 or 를."""

    def word(match: re.Match[str]) -> str:
        found, particle = words[match["name"]], match["particle"]
        if particle is None:
            return found
        return attach(found, particle)

    return _SLOT.sub(word, sentence)
