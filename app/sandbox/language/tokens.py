"""The sandbox's own tokens: pieces of words, about as long as a real tokenizer's."""

import re
import zlib
from collections.abc import Iterable

CONTEXT_LENGTH = 131_072
VOCABULARY = 150_000
TOKENS_PER_MESSAGE = 4
TOKENS_PER_REPLY = 3
TOKENS_PER_PICTURE = 258

_PIECE = re.compile(r" ?[A-Za-z]{1,6}| ?[가-힣]{1,3}|\d{1,3}|\s+|.", re.DOTALL)


def pieces(text: str) -> list[str]:
    """The tokens of ``text``; joined they are the text again."""
    return _PIECE.findall(text)


def piece_id(piece: str) -> int:
    """A stable number for a token."""
    return zlib.crc32(piece.encode()) % VOCABULARY


def count_conversation(texts: Iterable[str], pictures: int = 0) -> int:
    """Tokens of a conversation, with what a chat template adds to each message."""
    counts = [len(pieces(text)) + TOKENS_PER_MESSAGE for text in texts]
    return sum(counts) + TOKENS_PER_PICTURE * pictures + TOKENS_PER_REPLY
