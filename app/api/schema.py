"""What /schema.json says of errors."""

from typing import Any

from pydantic import BaseModel

from app.api.problems import MEDIA_TYPE


class ProblemBody(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[dict[str, str]] | None = None
    retry_after: int | None = None


def _described(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": ProblemBody.model_json_schema()}},
    }


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    422: _described("요청 값이 올바르지 않습니다."),
    "4XX": _described("요청을 처리할 수 없습니다."),
    "5XX": _described("서버나 의존하는 서비스에 문제가 있습니다."),
}
