"""What /schema.json says beyond the routes: errors and keys."""

from typing import Any

from fastapi import FastAPI
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

_KEY_SCHEMES = {
    "Bearer": {"type": "http", "scheme": "bearer"},
    "X-API-Key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


class DescribedApi(FastAPI):
    """The middleware checks keys; the schema tells how to send one."""

    def openapi(self) -> dict[str, Any]:
        """Made once."""
        if self.openapi_schema is None:
            schema = super().openapi()
            schema.setdefault("components", {})["securitySchemes"] = _KEY_SCHEMES
            schema["security"] = [{name: []} for name in _KEY_SCHEMES]
        return super().openapi()
