"""LLM tasks: a prompt or a conversation that somebody wants answered."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from app.domain.task import TaskPayload


class LlmMessage(BaseModel):
    """One turn of the conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Literal["system", "user", "assistant"]
    content: str


class LlmTaskPayload(TaskPayload):
    """What the model is asked. ``model`` None is the default one.

    ``cache``: an answer to the same question of the same owner may be reused for an hour.
    """

    messages: list[LlmMessage]
    model: str | None
    max_tokens: int
    temperature: float
    stop: list[str]
    cache: bool = False


class LlmPromptPayload(LlmTaskPayload):
    """A single prompt."""

    task_type: ClassVar[str] = "llm_request"
    queue: ClassVar[str] = "llm_request_queue"


class LlmChatPayload(LlmTaskPayload):
    """A conversation that the caller keeps."""

    task_type: ClassVar[str] = "llm_chat"
    queue: ClassVar[str] = "llm_chat_queue"


LLM_TASKS: tuple[type[LlmTaskPayload], ...] = (LlmPromptPayload, LlmChatPayload)


class TokenUsage(BaseModel):
    """As the model's server counted; null when it did not say."""

    prompt_tokens: int | None
    completion_tokens: int | None


class LlmAnswer(BaseModel):
    """The result of an LLM task; clients read ``generated_text``.

    ``finish_reason`` "length": the text ends where ``max_tokens`` did.
    """

    generated_text: str
    finish_reason: Literal["stop", "length"] = "stop"
    model: str
    usage: TokenUsage
    warnings: list[str] = []
