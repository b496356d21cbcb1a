"""The last place an error can reach before the server: it leaves as a problem."""

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import problem_for

log = structlog.get_logger("gateway")


class ErrorBoundaryMiddleware:
    """Around the other middleware and the routes, so that all of them may simply raise."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass anything but HTTP through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_noting_start)
        except Exception as exc:
            if started:
                raise
            problem = problem_for(exc)
            if problem.status == 500:
                log.exception("request_failed", path=scope["path"][:512])
            await problem.response(scope)(scope, receive, send)
