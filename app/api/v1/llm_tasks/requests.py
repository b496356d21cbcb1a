"""What a client may ask of the language model."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from app.api.request_body import RequestBody

TEXT_MAX = 200_000
TOKENS_MAX = 65_536

Text = Annotated[str, StringConstraints(max_length=TEXT_MAX)]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e][\x20-\x7e]*$")
]


class MessageRequest(RequestBody):
    """One turn."""

    role: Literal["system", "user", "assistant"]
    content: Text

    @field_validator("content")
    @classmethod
    def _says_something(cls, content: str) -> str:
        if not content.strip():
            raise ValueError("빈 메시지는 보낼 수 없습니다.")
        return content


class LlmTaskRequest(RequestBody):
    """The body of POST /api/v1/llm/tasks: ``prompt`` or ``messages``."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "prompt": "다음 텍스트를 한 문장으로 요약해주세요: 달은 지구를 도는 위성이다. "
                "달은 늘 같은 면을 지구 쪽으로 향한다.",
                "max_tokens": 512,
                "temperature": 0.7,
                "model_name": "llama3",
            }
        }
    )

    prompt: Text | None = None
    messages: Annotated[list[MessageRequest], Field(max_length=200)] | None = None
    system_prompt_content: Text | None = None
    max_tokens: Annotated[int, Field(ge=1, le=TOKENS_MAX)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.7
    stop_sequences: (
        Annotated[
            list[Annotated[str, StringConstraints(min_length=1, max_length=100)]],
            Field(max_length=4),
        ]
        | None
    ) = None
    model_name: Name | None = None
    cache: Annotated[
        bool, Field(description="같은 질문에 한 시간 안에 받은 답이 있으면 다시 씁니다.")
    ] = False
    user_id: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None

    @field_validator("messages")
    @classmethod
    def _asks_something(cls, messages: list[MessageRequest] | None) -> list[MessageRequest] | None:
        if messages and all(message.role == "system" for message in messages):
            raise ValueError("system 말고 user 메시지가 하나는 있어야 합니다.")
        return messages

    @field_validator("prompt")
    @classmethod
    def _says_something(cls, prompt: str | None) -> str | None:
        if prompt and not prompt.strip():
            raise ValueError("빈 프롬프트는 보낼 수 없습니다.")
        return prompt
