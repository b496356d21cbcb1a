"""What the rest of the program knows of a language model."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

Reply = TypeVar("Reply", bound=BaseModel)


@dataclass(frozen=True)
class Prompt:
    """One question. ``name`` names the step (node and call) for ledger, logs and usage."""

    name: str
    system: str
    user: str
    temperature: float = 0.3
    max_tokens: int = 2048


@dataclass(frozen=True)
class Completion:
    """A complete answer (a truncated one is an error, never a Completion)."""

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    model: str


class LanguageModel(Protocol):
    """One vendor's model: one call, no retries, no validation of content."""

    async def complete(self, prompt: Prompt, json_schema: dict[str, object] | None) -> Completion:
        """Raise a ProviderError when there is no complete answer."""
        ...


class StructuredModel(Protocol):
    """What nodes hold: ask for a shape, get that shape or a ProviderError."""

    async def ask(self, reply_type: type[Reply], prompt: Prompt) -> Reply:
        """Validated against ``reply_type``, after at most two repair calls."""
        ...
