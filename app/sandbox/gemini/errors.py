"""Gemini's errors: google.rpc.Status as JSON."""

_TYPE = "type.googleapis.com/google.rpc."
_BY_STATUS = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: (
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential.",
    ),
    403: (
        "PERMISSION_DENIED",
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API.",
    ),
    404: (
        "NOT_FOUND",
        "The model is not found for API version v1beta, or is not supported for generateContent. "
        "Call ListModels to see the list of available models and their supported methods.",
    ),
    429: (
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details. For more "
        "information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.",
    ),
    500: (
        "INTERNAL",
        "An internal error has occurred. Please retry or report in "
        "https://developers.generativeai.google/guide/troubleshooting",
    ),
    503: ("UNAVAILABLE", "The model is overloaded. Please try again later."),
    504: ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
}
INVALID_KEY = "API key not valid. Please pass a valid API key."


def gemini_error(
    status: int, message: str | None = None, wait: float | None = None
) -> dict[str, object]:
    """The body; ``wait`` is told as a RetryInfo."""
    name, usual = _BY_STATUS.get(status, ("UNKNOWN", f"Status {status}"))
    text = message or usual
    error: dict[str, object] = {"code": status, "message": text, "status": name}
    if details := _details(status, text, wait):
        error["details"] = details
    return {"error": error}


def _details(status: int, text: str, wait: float | None) -> list[dict[str, object]]:
    details: list[dict[str, object]] = []
    if text == INVALID_KEY:
        domain = {"reason": "API_KEY_INVALID", "domain": "googleapis.com"}
        details.append({"@type": f"{_TYPE}ErrorInfo", **domain})
    if status == 429:
        violation = {
            "quotaMetric": "generativelanguage.googleapis.com/generate_content_requests",
            "quotaId": "GenerateRequestsPerMinutePerProjectPerModel",
        }
        link = {
            "description": "Learn more about Gemini API quotas",
            "url": "https://ai.google.dev/gemini-api/docs/rate-limits",
        }
        details.append({"@type": f"{_TYPE}QuotaFailure", "violations": [violation]})
        details.append({"@type": f"{_TYPE}Help", "links": [link]})
    if wait is not None:
        details.append({"@type": f"{_TYPE}RetryInfo", "retryDelay": f"{wait:g}s"})
    return details
