"""What the rest of the program knows of pictures that lie on the web."""

from dataclasses import dataclass
from typing import Protocol

from app.services.llm.protocol import Picture


@dataclass(frozen=True)
class LoadedPicture:
    """``picture`` is drawn anew, small enough for a model; the size is that of the original."""

    picture: Picture
    width: int
    height: int


class PictureLoader(Protocol):
    """Reads one picture: type, bytes and pixels are checked before anything is decoded."""

    async def load(self, url: str, timeout: float) -> LoadedPicture:
        """Raise a ProviderError, or UnsafeUrl for an address that may not be fetched."""
        ...

    async def decode(self, content: bytes) -> LoadedPicture:
        """The same for bytes that are here already. Raises BadImage."""
        ...
