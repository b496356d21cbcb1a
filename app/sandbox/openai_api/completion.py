"""One answer: the model's text, cut where the request says, and its accounting."""

import time
import uuid
from dataclasses import dataclass
from typing import Literal

from app.sandbox.openai_api.tokens import pieces

MODEL_LABEL = "newsum-sandbox"

FinishReason = Literal["stop", "length"]


@dataclass(frozen=True)
class Completion:
    """A finished answer, ready to be sent whole or in chunks."""

    id: str
    created: int
    tokens: tuple[str, ...]
    finish_reason: FinishReason
    stop_reason: str | None
    prompt_tokens: int
    choices: int

    @property
    def text(self) -> str:
        """The answer as one text."""
        return "".join(self.tokens)

    def usage(self) -> dict[str, object]:
        """The ``usage`` object."""
        completion_tokens = len(self.tokens) * self.choices
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": self.prompt_tokens + completion_tokens,
            "prompt_tokens_details": None,
        }

    def body(self) -> dict[str, object]:
        """The whole reply, in vLLM's shape."""
        message: dict[str, object] = {
            "role": "assistant",
            "content": self.text,
            "refusal": None,
            "annotations": None,
            "audio": None,
            "function_call": None,
            "tool_calls": [],
            "reasoning_content": None,
        }
        choices = [
            {
                "index": index,
                "message": message,
                "logprobs": None,
                "finish_reason": self.finish_reason,
                "stop_reason": self.stop_reason,
            }
            for index in range(self.choices)
        ]
        return {
            **self.head("chat.completion"),
            "choices": choices,
            "service_tier": None,
            "usage": self.usage(),
            "prompt_logprobs": None,
            "kv_transfer_params": None,
        }

    def head(self, kind: str) -> dict[str, object]:
        """What a reply and each of its chunks have in common."""
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": MODEL_LABEL,
            "system_fingerprint": MODEL_LABEL,
        }


def complete(
    text: str, *, stops: list[str], limit: int | None, prompt_tokens: int, choices: int
) -> Completion:
    """Cut ``text`` at the first stop, then at the token limit."""
    text, stop_reason = _cut_at_stop(text, stops)
    tokens = pieces(text)
    finish_reason: FinishReason = "stop"
    if limit is not None and len(tokens) > limit:
        tokens, finish_reason, stop_reason = tokens[:limit], "length", None
    return Completion(
        id=f"chatcmpl-{uuid.uuid4().hex}",
        created=int(time.time()),
        tokens=tuple(tokens),
        finish_reason=finish_reason,
        stop_reason=stop_reason,
        prompt_tokens=prompt_tokens,
        choices=choices,
    )


def _cut_at_stop(text: str, stops: list[str]) -> tuple[str, str | None]:
    found = [(text.index(stop), stop) for stop in stops if stop in text]
    if not found:
        return text, None
    at, stop = min(found)
    return text[:at], stop
