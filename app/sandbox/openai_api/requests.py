"""What a client of the OpenAI-compatible server may send; unknown fields are ignored."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from app.sandbox.extraction.turn import Turn
from app.sandbox.language.pictures import Picture
from app.sandbox.language.question import Question

Schema: TypeAlias = dict[str, JsonValue]

_DATA_URL = re.compile(r"data:(?P<type>[\w.+-]+/[\w.+-]+);base64,(?P<data>.*)", re.DOTALL)


class ImageUrl(BaseModel):
    """A picture as a data URL; the sandbox fetches nothing."""

    url: str

    def picture(self) -> Picture:
        """Raises ValueError when it is not one."""
        match = _DATA_URL.fullmatch(self.url)
        if not match:
            raise ValueError("image_url must be a base64 data URL")
        return Picture.from_base64(match["type"], match["data"])


class Part(BaseModel):
    """Text or a picture; parts of other types count as empty."""

    text: str = ""
    image_url: ImageUrl | None = None


class Message(BaseModel):
    """One turn of the conversation."""

    role: str
    content: str | list[Part] | None = None

    def turn(self) -> Turn:
        """Raises ValueError for a picture that is none."""
        if not isinstance(self.content, list):
            return Turn(self.role, self.content or "")
        text = "\n".join(part.text for part in self.content if part.image_url is None)
        pictures = [part.image_url.picture() for part in self.content if part.image_url]
        return Turn(self.role, text, tuple(picture.data for picture in pictures))


class NamedSchema(BaseModel):
    """``response_format.json_schema``."""

    model_config = ConfigDict(populate_by_name=True)

    name: str
    json_schema: Schema = Field(alias="schema")


class ResponseFormat(BaseModel):
    """Text, any JSON object, or JSON by schema."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: NamedSchema | None = None

    @model_validator(mode="after")
    def _schema_when_asked_for(self) -> "ResponseFormat":
        if self.type == "json_schema" and self.json_schema is None:
            raise ValueError("json_schema is required when type is json_schema")
        return self


class StreamOptions(BaseModel):
    """``include_usage`` adds a chunk with the usage and no choices."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """POST /v1/chat/completions."""

    model: str | None = None
    messages: Annotated[list[Message], Field(min_length=1)]
    max_tokens: Annotated[int | None, Field(ge=1)] = None
    max_completion_tokens: Annotated[int | None, Field(ge=1)] = None
    n: Annotated[int, Field(ge=1, le=8)] = 1
    stop: str | list[str] | None = None
    stream: bool = False
    stream_options: StreamOptions | None = None
    response_format: ResponseFormat | None = None

    @model_validator(mode="after")
    def _options_only_with_stream(self) -> "ChatRequest":
        if self.stream_options is not None and not self.stream:
            raise ValueError("Stream options can only be defined when `stream=True`.")
        return self

    @property
    def schema_name(self) -> str | None:
        """What the client calls the shape that it wants."""
        wanted = self.response_format
        return wanted.json_schema.name if wanted and wanted.json_schema else None

    def question(self) -> Question:
        """Raises ValueError for a picture that is none."""
        stops = [self.stop] if isinstance(self.stop, str) else self.stop or []
        wanted = self.response_format
        named = wanted.json_schema if wanted else None
        return Question(
            turns=tuple(message.turn() for message in self.messages),
            schema=named.json_schema if named else None,
            json_only=wanted is not None and wanted.type != "text",
            stops=tuple(stop for stop in stops if stop),
            limit=self.max_completion_tokens or self.max_tokens,
        )


class TokenizeRequest(BaseModel):
    """POST /tokenize: a prompt or messages."""

    prompt: str | None = None
    messages: list[Message] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "TokenizeRequest":
        if self.prompt is None and self.messages is None:
            raise ValueError("prompt or messages is required")
        return self
