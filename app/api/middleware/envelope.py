"""What every answer carries and how every request ends, whatever is asked."""

import random
import re
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.middleware.security_headers import guards
from app.api.problems import problem_for
from app.observability.timings import Timings

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SANE_ID = re.compile(rb"[A-Za-z0-9._-]{1,128}")

log = structlog.get_logger("gateway")


class EnvelopeMiddleware:
    """Around all others: gives the request an id, its answer headers, its errors a problem, and
    the log one line.
    """

    def __init__(self, app: ASGIApp, requests: Timings) -> None:
        """``requests`` counts answers by method and status, and how long they were waited for."""
        self.app = app
        self.requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass anything but HTTP through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        # Never unbound: the server runs each request in a context of its own.
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 0

        async def send_enveloped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                waited = time.perf_counter() - began  # a stream lasts on purpose
                self.requests.add(_method(scope), str(status), seconds=waited)
                headers = message["headers"]
                identity = (b"x-request-id", request_id.encode())
                message["headers"] = [*headers, *guards(dict(headers)), identity]
            await send(message)

        try:
            await self.app(scope, receive, send_enveloped)
        except Exception as exc:
            if status:
                raise
            problem = problem_for(exc)
            if problem.status == 500:
                log.exception("request_failed", path=scope["path"][:512])
            await problem.response(scope)(scope, receive, send_enveloped)
        finally:
            _tell(scope, status, time.perf_counter() - began)


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _SANE_ID.fullmatch(value):
            return str(value, "ascii")
    return f"{random.getrandbits(128):032x}"


def _method(scope: Scope) -> str:
    # A client may invent one for each request.
    method: str = scope["method"]
    return method if method in _METHODS else "OTHER"


def _tell(scope: Scope, status: int, seconds: float) -> None:
    # Reads that went well are polled for all day long.
    note = log.debug if scope["method"] == "GET" and status < 400 else log.info
    note(
        "request",
        method=scope["method"],
        path=scope["path"][:512],  # never the query: it may hold what it shouldn't
        status=status,
        ms=round(seconds * 1000, 1),
    )
