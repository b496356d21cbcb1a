"""Naver's errors: two texts, and a code that the text decides where a status has several."""

_BY_STATUS = {
    400: ("SE01", "Incorrect query request (잘못된 쿼리요청입니다.)"),
    401: ("024", "NID AUTH Result Invalid (1000) : Authentication failed. (인증에 실패했습니다.)"),
    403: ("025", "Scope Status Invalid : Authentication failed. (인증에 실패했습니다.)"),
    404: ("SE05", "Invalid search api (존재하지 않는 검색 api 입니다.)"),
    429: ("012", "Rate limit exceeded. (속도 제한을 초과했습니다.)"),
    500: ("SE99", "System Error (시스템 에러)"),
}
_BY_TEXT = {"Query limit exceeded": "010"}


def naver_error(
    status: int, message: str | None = None, code: str | None = None
) -> dict[str, object]:
    """The body; without ``message`` the usual text of the status."""
    usual_code, usual_text = _BY_STATUS.get(status, _BY_STATUS[500])
    text = message or usual_text
    said = next((one for start, one in _BY_TEXT.items() if text.startswith(start)), usual_code)
    return {"errorMessage": text, "errorCode": code or said}
