"""Words for the HTTP errors that come from the framework or from the limits on requests."""

from collections.abc import Mapping
from typing import NamedTuple


class HttpError(NamedTuple):
    """What ``HTTPException`` can't say: a name for programs, a title and a default sentence."""

    slug: str
    title: str
    detail: str


KNOWN: Mapping[int, HttpError] = {
    400: HttpError("bad_request", "잘못된 요청입니다.", "요청을 고쳐 다시 보내세요."),
    404: HttpError(
        "not_found",
        "찾을 수 없습니다.",
        "이 주소에는 아무것도 없습니다. /swagger에서 주소를 확인하세요.",
    ),
    405: HttpError(
        "method_not_allowed",
        "허용되지 않는 메서드입니다.",
        "이 주소에서는 쓸 수 없는 메서드입니다. Allow 헤더에 적힌 메서드를 쓰세요.",
    ),
    408: HttpError(
        "request_timeout",
        "요청이 제때 도착하지 않았습니다.",
        "요청 전체가 제때 도착하지 않아 연결을 닫습니다. 다시 보내세요.",
    ),
    414: HttpError(
        "uri_too_long", "주소가 너무 깁니다.", "주소가 너무 깁니다. 짧게 줄여 다시 보내세요."
    ),
    416: HttpError(
        "range_not_satisfiable",
        "범위가 올바르지 않습니다.",
        "파일에 없는 범위입니다. Range 헤더를 고치거나 빼고 다시 보내세요.",
    ),
    431: HttpError(
        "headers_too_large",
        "요청 헤더가 너무 큽니다.",
        "요청 헤더가 너무 많거나 너무 큽니다. 줄여서 다시 보내세요.",
    ),
    504: HttpError(
        "response_timeout",
        "제때 응답하지 못했습니다.",
        "제때 응답하지 못했습니다. 잠시 후 다시 시도하세요. "
        "같은 Idempotency-Key로 다시 보내면 두 번 접수되지 않습니다.",
    ),
}

OTHER = HttpError("http_error", "요청을 처리할 수 없습니다.", "요청을 처리할 수 없습니다.")
