"""One answer: the model's text, cut where the request says."""

from dataclasses import dataclass, replace
from typing import Literal

from app.sandbox.extraction.model import answer
from app.sandbox.fault_kinds import FaultKind
from app.sandbox.language.question import Question
from app.sandbox.language.spoiling import spoiled
from app.sandbox.language.tokens import pieces

MODEL_LABEL = "newsum-sandbox"

FinishReason = Literal["stop", "length", "refused"]


@dataclass(frozen=True)
class Completion:
    """A finished answer, ready to be sent whole or in pieces."""

    tokens: tuple[str, ...]
    finish_reason: FinishReason
    stop_reason: str | None
    prompt_tokens: int

    @property
    def text(self) -> str:
        """The answer as one text."""
        return "".join(self.tokens)


def complete(question: Question, fault: FaultKind | None) -> Completion:
    """Answer, spoiled when ``fault`` is one of a model's own. Blocking."""
    if fault == "refused":
        return Completion((), "refused", None, question.tokens)
    text = answer(question.turns, schema=question.schema, json_only=question.json_only)
    return _cut(spoiled(text, fault, question.turns), question)


def _cut(text: str, question: Question) -> Completion:
    """At the first stop, then at the token limit."""
    text, stop_reason = _cut_at_stop(text, question.stops)
    whole = Completion(tuple(pieces(text)), "stop", stop_reason, question.tokens)
    if question.limit is None or len(whole.tokens) <= question.limit:
        return whole
    tokens = whole.tokens[: question.limit]
    return replace(whole, tokens=tokens, finish_reason="length", stop_reason=None)


def _cut_at_stop(text: str, stops: tuple[str, ...]) -> tuple[str, str | None]:
    found = [(text.index(stop), stop) for stop in stops if stop in text]
    if not found:
        return text, None
    at, stop = min(found)
    return text[:at], stop
