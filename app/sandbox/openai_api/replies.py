"""An answer in vLLM's shape, whole or as server-sent events."""

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.sandbox.language.completion import MODEL_LABEL, Completion

REFUSAL = "요청하신 내용에는 답할 수 없습니다."
_FINISH = {"stop": "stop", "length": "length", "refused": "content_filter"}


@dataclass(frozen=True)
class Reply:
    """One completion as the ``choices`` alike choices that were asked for."""

    completion: Completion
    choices: int
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self) -> dict[str, object]:
        """The body of a reply that is not streamed."""
        return {
            **self._head("chat.completion"),
            "choices": [self._choice(index) for index in range(self.choices)],
            "service_tier": None,
            "usage": self._usage(),
            "prompt_logprobs": None,
            "kv_transfer_params": None,
        }

    def events(self, *, include_usage: bool) -> Iterator[str]:
        """Role first, the text, the reason it ended, the usage when asked for, and [DONE]."""
        for index in range(self.choices):
            yield self._chunk(index, {"role": "assistant", "content": ""})
            for token in self.completion.tokens:
                yield self._chunk(index, {"content": token})
            if self._refusal:
                yield self._chunk(index, {"refusal": self._refusal})
            yield self._chunk(index, {}, ended=True)
        if include_usage:
            yield event(
                {**self._head("chat.completion.chunk"), "choices": [], "usage": self._usage()}
            )
        yield DONE

    @property
    def _refusal(self) -> str | None:
        return REFUSAL if self.completion.finish_reason == "refused" else None

    def _choice(self, index: int) -> dict[str, object]:
        message: dict[str, object] = {
            "role": "assistant",
            "content": None if self._refusal else self.completion.text,
            "refusal": self._refusal,
            "annotations": None,
            "audio": None,
            "function_call": None,
            "tool_calls": [],
            "reasoning_content": None,
        }
        return {"index": index, "message": message, "logprobs": None, **self._end()}

    def _chunk(self, index: int, delta: dict[str, str], *, ended: bool = False) -> str:
        end = self._end() if ended else {"finish_reason": None}
        choice = {"index": index, "delta": delta, "logprobs": None, **end}
        return event({**self._head("chat.completion.chunk"), "choices": [choice]})

    def _end(self) -> dict[str, str | None]:
        finish = _FINISH[self.completion.finish_reason]
        return {"finish_reason": finish, "stop_reason": self.completion.stop_reason}

    def _usage(self) -> dict[str, object]:
        answered = len(self.completion.tokens) * self.choices
        return {
            "prompt_tokens": self.completion.prompt_tokens,
            "completion_tokens": answered,
            "total_tokens": self.completion.prompt_tokens + answered,
            "prompt_tokens_details": None,
        }

    def _head(self, kind: str) -> dict[str, object]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": MODEL_LABEL,
            "system_fingerprint": MODEL_LABEL,
        }


def event(body: dict[str, object]) -> str:
    """One server-sent event."""
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"


DONE = "data: [DONE]\n\n"
