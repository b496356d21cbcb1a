"""Texts in the answers of search engines: one that is missing costs no other hit."""

from typing import Annotated

from pydantic import BeforeValidator


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


LenientText = Annotated[str, BeforeValidator(_text)]
