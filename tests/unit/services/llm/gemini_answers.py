"""What Gemini answers, for the scripted server."""

import json
from typing import Any

from tests.unit.services.llm.scripted_server import Answer, events


def generated(*texts: str, finish: str | None = "STOP", **options: Any) -> Answer:
    """The whole reply; each text is a part."""
    return Answer(body=json.dumps(_body(texts, finish)), **options)


def generated_stream(*texts: str, finish: str | None = "STOP", **options: Any) -> Answer:
    """Piece by piece; only the last one has a reason to end."""
    bodies = [_body([text], None) for text in texts[:-1]] + [_body(texts[-1:], finish)]
    return events(*map(json.dumps, bodies), **options)


def blocked() -> dict[str, Any]:
    """The body for a prompt that is found unsafe."""
    return {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 7}}


def failure(status: int, name: str, message: str, *details: dict[str, Any]) -> Answer:
    """An error as Google writes it."""
    error = {"code": status, "message": message, "status": name, "details": list(details)}
    return Answer(status, json.dumps({"error": error}))


def _body(texts: Any, finish: str | None) -> dict[str, Any]:
    candidate: dict[str, Any] = {
        "index": 0,
        "content": {"role": "model", "parts": [{"text": text} for text in texts]},
    }
    if finish:
        candidate["finishReason"] = finish
    usage = {"promptTokenCount": 7, "candidatesTokenCount": 3, "thoughtsTokenCount": 2}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-x"}
