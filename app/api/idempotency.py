"""Idempotency-Key: the same key and body get the same answer, and one task."""

import hashlib
import re

from fastapi import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from app.tasks.submission import Accepted, IdempotencyKey

_KEY = re.compile(r"[\x21-\x7e]{1,255}")

IDEMPOTENCY_HEADER = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Idempotency-Key"},
            "description": "하루 안에 같은 키와 본문을 다시 보내면 작업은 하나만 생깁니다.",
        }
    ]
}


def idempotency_key(key: str | None, task_type: str, body: BaseModel) -> IdempotencyKey | None:
    """What the engine compares: the key, and a hash of the body as it was understood."""
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise HTTPException(400, "Idempotency-Key는 공백 없는 ASCII 문자 1~255자여야 합니다.")
    return IdempotencyKey(key, body_hash(task_type, body))


def body_hash(task_type: str, body: BaseModel) -> bytes:
    """Equal for equal requests, however they were written."""
    content = f"{task_type}\n{body.model_dump_json(exclude_defaults=True)}"
    return hashlib.sha256(content.encode()).digest()


def accepted_response(
    accepted: Accepted, answer: BaseModel, location: str, status: int = 202
) -> Response:
    """202, or 200 with the result of a task that was waited for; a repeat says that it is one."""
    headers = {"Location": location}
    if accepted.replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(answer.model_dump_json(), status, headers, "application/json")
