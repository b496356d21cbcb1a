"""What the rest of the program knows of an image generator."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ImageRequest:
    """One picture. Sizes are pixels; ``seed`` is below 2**32 - 1."""

    prompt: str
    negative_prompt: str
    seed: int
    width: int
    height: int


class ImageGenerator(Protocol):
    """Draws one picture; cancelling the call stops the drawing."""

    async def generate(self, request: ImageRequest) -> bytes:
        """A checked PNG (type, byte and pixel limits), or a ProviderError."""
        ...


class ImageServer(Protocol):
    """One vendor's server: one call, no retries, no queueing."""

    async def draw(self, request: ImageRequest) -> bytes:
        """The reply, not yet decoded: the server is free for the next one. Or a ProviderError."""
        ...

    async def picture(self, reply: bytes) -> bytes:
        """A checked PNG from a reply, or a ProviderError."""
        ...

    async def interrupt(self) -> None:
        """Stop whatever the server draws now, whoever asked for it."""
        ...
