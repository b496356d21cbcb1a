"""Prefer (RFC 7240): a client may wait for the result instead of asking for it again."""

import re

from fastapi import Request, Response
from starlette.exceptions import HTTPException

from app.api.idempotency import IDEMPOTENCY_HEADER
from app.api.time_limit import time_limit
from app.dependencies import gateway_of
from app.domain.errors import DatabaseDown, QueueFull, RateLimited
from app.lifespan import Gateway
from app.tasks.submission import Accepted
from app.tasks.views import TaskView

_SECONDS = re.compile(r'"?(\d{1,9})"?')

PREFER_HEADER = {
    "parameters": [
        {
            "name": "Prefer",
            "in": "header",
            "required": False,
            "schema": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Prefer"},
            "description": "wait=N: 결과를 N초까지 기다립니다. respond-async: 기다리지 않습니다.",
        }
    ]
}
TASK_HEADERS = {
    "parameters": [*IDEMPOTENCY_HEADER["parameters"], *PREFER_HEADER["parameters"]],
}


def wait_seconds(request: Request, default: float, most: float) -> float:
    """How long this client wants to wait, ``most`` at most; the request may last that much longer.

    ``respond-async`` alone means not at all. Raises 400 for what is no number of seconds.
    """
    preferences = _preferences(request)
    if gateway_of(request).stopping.is_set():
        return 0.0
    seconds = 0.0 if "respond-async" in preferences else default
    if (wish := preferences.get("wait")) is not None:
        seconds = _seconds(wish)
    seconds = min(seconds, most)
    if seconds:
        time_limit(request).extend(seconds)
    return seconds


async def ended(
    gateway: Gateway, accepted: Accepted, seconds: float, owner: str
) -> TaskView | None:
    """The task, if it ends within ``seconds``. None: answer that it was accepted."""
    if not seconds:
        return None
    try:
        task = await gateway.tasks.wait(accepted.task_id, seconds, owner)
    except (DatabaseDown, QueueFull, RateLimited):  # it was accepted all the same
        return None
    return task if task is not None and task.status.terminal else None


def note_applied(request: Request, response: Response, seconds: float) -> Response:
    """Say on ``response`` which preference was heard."""
    preferences = _preferences(request)
    if "wait" in preferences:
        response.headers["Preference-Applied"] = f"wait={seconds:g}"
    elif "respond-async" in preferences:
        response.headers["Preference-Applied"] = "respond-async"
    return response


def _preferences(request: Request) -> dict[str, str]:
    """The first of each name counts."""
    found: dict[str, str] = {}
    for header in request.headers.getlist("prefer"):
        for preference in header.split(","):
            name, _, value = preference.partition(";")[0].partition("=")
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _seconds(wish: str) -> float:
    number = _SECONDS.fullmatch(wish) if wish.isascii() else None
    if number is None:
        raise HTTPException(400, "Prefer의 wait은 초를 나타내는 0 이상의 정수여야 합니다.")
    return float(number[1])
