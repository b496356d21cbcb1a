"""Text that can be stored: PostgreSQL holds no NUL, UTF-8 no lone surrogate."""


def storable(text: str) -> str:
    """Without NUL; a question mark for every lone surrogate."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
