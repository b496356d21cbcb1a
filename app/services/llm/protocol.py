"""What the rest of the program knows of a language model."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel

from app.domain.task import Json

Reply = TypeVar("Reply", bound=BaseModel)
Role = Literal["system", "user", "assistant"]
End = Literal["stop", "length"]

CUT_SHORT = "답이 길이 제한(max_tokens)에 닿아 끝까지 쓰이지 못했습니다."


@dataclass(frozen=True)
class Picture:
    """An image for a model that can see; already checked and small enough."""

    media_type: str
    data: bytes


@dataclass(frozen=True)
class Message:
    """One turn."""

    role: Role
    content: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class ModelRequest:
    """One call. ``name`` names the step for logs and usage; ``model`` None is the default one.

    ``cache`` says whose answers may be reused for an hour (an owner, a product); None: nobody's.
    ``seconds`` is what a call may take, instead of the usual. An ``urgent`` one sits out no rest of
    a model that is left alone.
    """

    name: str
    messages: tuple[Message, ...]
    model: str | None = None
    temperature: float = 0.7
    max_tokens: int = 2048
    stop: tuple[str, ...] = ()
    json_schema: Json | None = None
    cache: str | None = None
    seconds: float | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Prompt:
    """One question that wants a shape. ``name`` names the step for ledger, logs and usage.

    ``seconds``, ``urgent``: see ModelRequest.
    """

    name: str
    system: str
    user: str
    temperature: float = 0.3
    max_tokens: int = 2048
    pictures: tuple[Picture, ...] = ()
    model: str | None = None
    seconds: float | None = None
    urgent: bool = False

    def request(self, schema: Json) -> ModelRequest:
        """The call that asks it."""
        return ModelRequest(
            name=self.name,
            messages=(
                Message("system", self.system),
                Message("user", self.user, self.pictures),
            ),
            model=self.model,
            temperature=self.temperature,
            max_tokens=self.max_tokens,
            json_schema=schema,
            seconds=self.seconds,
            urgent=self.urgent,
        )


@dataclass(frozen=True)
class Completion:
    """An answer that came to its end (a broken off one is an error, never a Completion).

    ``model`` is what the one that answered calls itself; ``instead_of`` names the one that was
    asked first and could not. ``finish`` "length": it ended at the request's limit of tokens.
    """

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    model: str
    instead_of: str | None = None
    finish: End = "stop"

    @property
    def warnings(self) -> list[str]:
        """What the user must know of it."""
        told = [CUT_SHORT] if self.finish == "length" else []
        if self.instead_of is None:
            return told
        return [f"{self.instead_of} 모델이 답하지 못해 {self.model} 모델이 대신 답했습니다.", *told]


class TextSink(Protocol):
    """Where an answer appears while it is made."""

    async def write(self, text: str) -> None:
        """The next piece."""
        ...

    async def reset(self) -> None:
        """What was written is void: another try begins from nothing."""
        ...


class TextModel(Protocol):
    """What chat and LLM tasks hold: routing, limits, retries and fallbacks lie behind it."""

    async def complete(self, request: ModelRequest) -> Completion:
        """Raise a ProviderError when no model of the route has an answer.

        JSON that ended at the limit of tokens is none; a text that did says so.
        """
        ...

    async def stream(self, request: ModelRequest, sink: TextSink) -> Completion:
        """Likewise; what ``sink`` holds at the end is the completion's text."""
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
        sink: TextSink | None = None,
    ) -> Reply:
        """Validated against ``reply_type``, after at most two repair calls.

        ``schema`` narrows the type's own JSON schema to what this question allows. ``check``
        returns a Korean sentence for each rule that a well-formed reply still breaks; the model
        reads them when it repairs. ``sink`` gets the raw text as it comes; a repair resets it.
        """
        ...
