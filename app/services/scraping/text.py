"""Text of strangers, made safe to store, to quote and to show."""

import re
import unicodedata

# Control characters (PostgreSQL refuses NUL), soft hyphens, zero-width and direction marks.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\s*\n\s*")


def clean_text(text: str, max_length: int) -> str:
    """Composed, without invisible characters, single spaces, a line per paragraph."""
    # What is thrown away takes room too, but no more than this is looked at.
    text = unicodedata.normalize("NFC", text[: max_length * 4].replace("\r", "\n"))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return _BLANK_LINES.sub("\n", text).strip()[:max_length].rstrip()


def clean_line(text: str, max_length: int) -> str:
    """The same on one line, for titles and snippets."""
    return clean_text(text.replace("\n", " "), max_length)
