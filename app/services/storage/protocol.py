"""What the rest of the program knows of file storage."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class StoredObject:
    """``key`` is ``images/…`` or ``reports/…``; without a ``url`` the gateway serves the file."""

    key: str
    url: str | None


class ObjectStore(Protocol):
    """Whole objects under stable keys; writing the same key again is safe."""

    async def put(self, key: str, content: bytes, content_type: str) -> StoredObject:
        """Complete or absent, never partial. Raises StorageFull."""
        ...

    async def get(self, key: str) -> bytes:
        """Raises NotFound."""
        ...

    async def check(self) -> None:
        """Whether there is room. Raises StorageFull, or InfrastructureError for other reasons."""
        ...

    async def delete_prefix(self, prefix: str) -> None:
        """Delete everything under ``prefix``; nothing there is fine."""
        ...
