"""What the rest of the program knows of a language model."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

from app.domain.task import Json

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

    async def complete(self, prompt: Prompt, json_schema: Json | None) -> Completion:
        """Raise a ProviderError when there is no complete answer."""
        ...


class StructuredModel(Protocol):
    """What nodes hold: ask for a shape, get that shape or a ProviderError."""

    async def ask(
        self,
        reply_type: type[Reply],
        prompt: Prompt,
        *,
        schema: Json | None = None,
        check: Callable[[Reply], list[str]] | None = None,
    ) -> Reply:
        """Validated against ``reply_type``, after at most two repair calls.

        ``schema`` narrows the type's own JSON schema to what this question allows. ``check``
        returns a Korean sentence for each rule that a well-formed reply still breaks; the model
        reads them when it repairs.
        """
        ...
