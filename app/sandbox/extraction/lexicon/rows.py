"""Reading the lexicon's files."""

from collections.abc import Iterator
from importlib.resources import files


def rows_of(name: str) -> Iterator[list[str]]:
    """The columns of every line that is neither empty nor a comment."""
    text = (files("app.sandbox.extraction.lexicon") / name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
