"""What a client of Gemini may send, in camelCase or snake_case; unknown fields are ignored."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from app.sandbox.extraction.turn import Turn
from app.sandbox.gemini.schema import plain_schema
from app.sandbox.language.pictures import Picture
from app.sandbox.language.question import Question

_ROLES = {"user": "user", "model": "assistant"}


class Proto(BaseModel):
    """The official clients mix both ways of writing names."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Blob(Proto):
    """Inline bytes."""

    mime_type: str
    data: str


class Part(Proto):
    """Text or a picture; a thought of an earlier answer and other kinds count as empty."""

    text: str = ""
    thought: bool = False
    inline_data: Blob | None = None


class Content(Proto):
    """One turn."""

    parts: list[Part] = []
    role: Literal["user", "model"] = "user"

    def turn(self, role: str) -> Turn:
        """Raises ValueError for a picture that is none."""
        text = "\n".join(part.text for part in self.parts if part.text and not part.thought)
        blobs = [part.inline_data for part in self.parts if part.inline_data]
        pictures = [Picture.from_base64(blob.mime_type, blob.data) for blob in blobs]
        return Turn(role, text, tuple(picture.data for picture in pictures))


class GenerationConfig(Proto):
    """What bears on the answer here; sampling does not."""

    candidate_count: Annotated[int, Field(ge=1, le=8)] = 1
    max_output_tokens: Annotated[int | None, Field(ge=1)] = None
    stop_sequences: Annotated[list[str], Field(max_length=5)] = []
    response_mime_type: str = "text/plain"
    response_schema: dict[str, Any] | None = None
    response_json_schema: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _schema_with_json_only(self) -> "GenerationConfig":
        if self.shaped and not self.json_only:
            raise ValueError("Schema is only supported with response mime type application/json")
        return self

    @property
    def json_only(self) -> bool:
        """JSON, by a schema or not."""
        return self.response_mime_type == "application/json"

    @property
    def shaped(self) -> bool:
        """By a schema."""
        return self.response_schema is not None or self.response_json_schema is not None

    def schema_asked_for(self) -> dict[str, Any] | None:
        """As plain JSON Schema. Raises ValueError for a field that Gemini's schemas don't have."""
        if self.response_schema is not None:
            return plain_schema(self.response_schema)
        return self.response_json_schema


class GenerateRequest(Proto):
    """models.generateContent and models.streamGenerateContent."""

    contents: list[Content] = []
    system_instruction: Content | None = None
    generation_config: GenerationConfig = GenerationConfig()

    def question(self) -> Question:
        """Raises ValueError, with Gemini's words, for what it refuses."""
        if not any(content.parts for content in self.contents):
            raise ValueError("* GenerateContentRequest.contents: contents is not specified\n")
        config = self.generation_config
        system = [self.system_instruction.turn("system")] if self.system_instruction else []
        return Question(
            turns=(*system, *(content.turn(_ROLES[content.role]) for content in self.contents)),
            schema=config.schema_asked_for(),
            json_only=config.json_only,
            stops=tuple(stop for stop in config.stop_sequences if stop),
            limit=config.max_output_tokens,
        )


def read_request(body: bytes) -> GenerateRequest:
    """Raises ValueError; pydantic's own is one."""
    try:
        parsed = json.loads(body)
    except ValueError:
        raise ValueError("Invalid JSON payload received. Unexpected token.") from None
    if isinstance(parsed, dict) and isinstance(parsed.get("contents"), dict):
        parsed = {**parsed, "contents": [parsed["contents"]]}
    return GenerateRequest.model_validate(parsed)
