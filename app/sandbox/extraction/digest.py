"""Chance without chance: the same text always picks the same."""

from hashlib import sha256


def digest(text: str) -> int:
    """A number that depends on ``text`` alone."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big")
