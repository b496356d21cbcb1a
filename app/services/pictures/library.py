"""What the rest of the program knows of pictures that we keep."""

from dataclasses import dataclass
from typing import Protocol

from app.services.llm.protocol import Picture


@dataclass(frozen=True)
class KeptPicture:
    """Where a picture lies; without a ``url`` the gateway serves the file."""

    sha256: str
    key: str
    url: str | None


class PictureLibrary(Protocol):
    """Keeps each picture once, by the hash of its content."""

    async def keep(self, picture: Picture) -> KeptPicture:
        """Safe to repeat. Raises StorageFull."""
        ...

    async def get(self, key: str) -> Picture:
        """Raises NotFound."""
        ...
