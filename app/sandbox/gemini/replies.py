"""An answer in Gemini's shape, whole or as the parts of a stream."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.sandbox.language.completion import MODEL_LABEL, Completion
from app.sandbox.language.question import Question
from app.sandbox.language.tokens import TOKENS_PER_PICTURE

_FINISH = {"stop": "STOP", "length": "MAX_TOKENS", "refused": "SAFETY"}
_CATEGORIES = (
    "HARM_CATEGORY_SEXUALLY_EXPLICIT",
    "HARM_CATEGORY_HATE_SPEECH",
    "HARM_CATEGORY_HARASSMENT",
    "HARM_CATEGORY_DANGEROUS_CONTENT",
)


@dataclass(frozen=True)
class Reply:
    """One completion as the ``candidates`` alike candidates that were asked for."""

    completion: Completion
    question: Question
    candidates: int = 1
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def whole(self) -> dict[str, object]:
        """The body of generateContent."""
        return self._body(self.completion.text, len(self.completion.tokens), ended=True)

    def parts(self) -> Iterator[dict[str, object]]:
        """The bodies of a stream; only the last one says why it ended."""
        tokens = self.completion.tokens
        for count, token in enumerate(tokens[:-1], 1):
            yield self._body(token, count, ended=False)
        yield self._body(tokens[-1] if tokens else "", len(tokens), ended=True)

    def _body(self, text: str, tokens: int, *, ended: bool) -> dict[str, object]:
        return {
            "candidates": [
                self._candidate(index, text, ended=ended) for index in range(self.candidates)
            ],
            "usageMetadata": _usage(self.question, tokens * self.candidates),
            "modelVersion": MODEL_LABEL,
            "responseId": self.id,
        }

    def _candidate(self, index: int, text: str, *, ended: bool) -> dict[str, object]:
        candidate: dict[str, object] = {"index": index}
        if self.completion.finish_reason == "refused":
            candidate["safetyRatings"] = _ratings()
        else:
            candidate["content"] = {"parts": [{"text": text}] if text else [], "role": "model"}
        if ended:
            candidate["finishReason"] = _FINISH[self.completion.finish_reason]
        return candidate


def blocked_prompt(question: Question) -> dict[str, object]:
    """The body when the prompt itself is found unsafe: no candidates."""
    return {
        "promptFeedback": {"blockReason": "SAFETY", "safetyRatings": _ratings()},
        "usageMetadata": _usage(question, 0),
        "modelVersion": MODEL_LABEL,
        "responseId": uuid.uuid4().hex,
    }


def event(body: dict[str, object]) -> str:
    """One server-sent event, with the line ends that Google sends."""
    return f"data: {json.dumps(body, ensure_ascii=False)}\r\n\r\n"


def _usage(question: Question, answered: int) -> dict[str, object]:
    pictures = TOKENS_PER_PICTURE * sum(len(turn.pictures) for turn in question.turns)
    details = [{"modality": "TEXT", "tokenCount": question.tokens - pictures}]
    if pictures:
        details.append({"modality": "IMAGE", "tokenCount": pictures})
    return {
        "promptTokenCount": question.tokens,
        "candidatesTokenCount": answered,
        "totalTokenCount": question.tokens + answered,
        "promptTokensDetails": details,
    }


def _ratings() -> list[dict[str, object]]:
    """The last category is what the answer was found unsafe for."""
    return [
        {
            "category": category,
            "probability": "HIGH" if category == _CATEGORIES[-1] else "NEGLIGIBLE",
            **({"blocked": True} if category == _CATEGORIES[-1] else {}),
        }
        for category in _CATEGORIES
    ]
