"""The recommendations' own words for errors, which stand beside those of problem+json."""

from app.domain.task import Json

ROOT = "/api/recommendations"

_CODES = {400: "VALIDATION_ERROR", 422: "VALIDATION_ERROR", 401: "UNAUTHORIZED"}
_UNAUTHORIZED = "인증이 필요합니다"


def failure(status: int, slug: str, detail: str) -> Json:
    """``{success: false, error: {code, message}}``."""
    message = _UNAUTHORIZED if status == 401 else detail
    return {
        "success": False,
        "error": {"code": _CODES.get(status, slug.upper()), "message": message},
    }
