"""What a vendor's file provides: its wire protocol, in words that all vendors share."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Literal, Protocol

from app.services.llm.protocol import ModelRequest

# Why a reply ended: by itself, at its length limit, or because the model would not go on.
Finish = Literal["stop", "length", "refused"]


@dataclass(frozen=True)
class Piece:
    """A part of a reply as it arrived, or all of it. What the part did not tell is empty.

    ``model`` is what the server says it is.
    """

    text: str = ""
    finish: Finish | None = None
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class ModelClient(Protocol):
    """One call each: no limits, no retries, no judgement. Raises ProviderError.

    ``model`` is what the server calls it; ``request.model`` is for the routing only.
    """

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        """The whole reply at once."""
        ...

    def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        """Its pieces; what stands in a later one wins. Closing it ends the call."""
        ...

    async def probe(self, model: str) -> None:
        """Ask something that costs nothing. Raises ProviderError when calls would fail."""
        ...
