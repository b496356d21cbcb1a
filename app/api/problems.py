"""Errors as clients see them: RFC 9457 problem details, whatever raised them."""

import http
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from app.api import http_errors
from app.api.recommendations import envelope as recommendations
from app.api.validation_messages import FieldProblem, field_problems
from app.domain import errors
from app.domain.errors import AppError

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_DEFAULT = 2.0

STATUSES: Mapping[type[AppError], int] = {
    errors.AppError: 500,
    errors.CallerError: 400,
    errors.Malformed: 400,
    errors.Rejected: 422,
    errors.UnsafeUrl: 422,
    errors.IdempotencyMismatch: 422,
    errors.Unauthorized: 401,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.UnsupportedMedia: 415,
    errors.RateLimited: 429,
    errors.ProviderError: 502,
    errors.ProviderTimeout: 504,
    errors.ProviderUnavailable: 502,
    errors.ProviderUnreachable: 502,
    errors.ProviderThrottled: 503,
    errors.ProviderRefused: 502,
    errors.BadReply: 502,
    errors.EmptyReply: 502,
    errors.BadImage: 502,
    errors.InfrastructureError: 503,
    errors.DatabaseDown: 503,
    errors.OutcomeUnknown: 503,
    errors.TransactionConflict: 503,
    errors.QueueFull: 503,
    errors.StorageFull: 503,
    errors.Draining: 503,
    errors.TaskError: 500,
    errors.NodeFailed: 500,
    errors.DeadlineExceeded: 504,
    errors.CrashedRepeatedly: 500,
}


@dataclass(frozen=True)
class Problem:
    """One error, ready to be rendered."""

    slug: str
    title: str
    status: int
    detail: str
    errors: tuple[FieldProblem, ...] = ()
    retry_after: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self, scope: Scope) -> Response:
        """Render for the request in ``scope``; ``instance`` names the request, not its address."""
        request_id = scope.get("state", {}).get("request_id", "")
        body: dict[str, Any] = {
            "type": f"/problems/{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": f"urn:newsum:request:{request_id}",
            "request_id": request_id,
        }
        headers = dict(self.headers)
        if self.errors:
            body["errors"] = [problem._asdict() for problem in self.errors]
        if self.retry_after is not None:
            seconds = max(1, math.ceil(self.retry_after))
            body["retry_after"] = seconds
            headers["Retry-After"] = str(seconds)
        if scope.get("path", "").startswith(recommendations.ROOT):
            body |= recommendations.failure(self.status, self.slug, self.detail)
        return Response(to_json(body), self.status, headers, MEDIA_TYPE)


def problem_for(exc: Exception) -> Problem:
    """The problem that tells a client about ``exc``, without internals and without its values."""
    if isinstance(exc, AppError):
        return _from_app_error(exc)
    if isinstance(exc, RequestValidationError):
        return _from_validation(exc)
    if isinstance(exc, HTTPException):
        return _from_http_exception(exc)
    return _from_app_error(
        AppError("서버 내부 오류입니다. 계속되면 request_id를 운영자에게 알려 주세요.")
    )


def _from_app_error(exc: AppError) -> Problem:
    status = next(STATUSES[each] for each in type(exc).__mro__ if each in STATUSES)
    retry_after = exc.retry_after
    if retry_after is None and status in (429, 503):
        retry_after = RETRY_AFTER_DEFAULT
    return Problem(
        slug=exc.slug,
        title=(type(exc).__doc__ or "").strip().splitlines()[0],
        status=status,
        detail=exc.detail,
        retry_after=retry_after,
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else {},
    )


def _from_validation(exc: RequestValidationError) -> Problem:
    return Problem(
        slug=errors.Rejected.slug,
        title=(errors.Rejected.__doc__ or "").strip(),
        status=422,
        detail="요청 값이 올바르지 않습니다. errors에 적힌 항목을 고쳐 다시 보내세요.",
        errors=field_problems(exc.errors()),
    )


def _from_http_exception(exc: HTTPException) -> Problem:
    known = http_errors.KNOWN.get(exc.status_code, http_errors.OTHER)
    default_phrase = http.HTTPStatus(exc.status_code).phrase
    return Problem(
        slug=known.slug,
        title=known.title,
        status=exc.status_code,
        detail=known.detail if exc.detail == default_phrase else str(exc.detail),
        headers=exc.headers or {},
    )
