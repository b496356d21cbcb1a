"""Says in one sentence why the gateway can't start."""

import sys

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import AppError


class StartupFailureMiddleware:
    """The server logs what the lifespan tells it: for an AppError, its detail is enough."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Touch nothing but a failed startup's message."""
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_plainly(message: Message) -> None:
            failure = sys.exc_info()[1]
            if message["type"] == "lifespan.startup.failed" and isinstance(failure, AppError):
                message = {**message, "message": f"시작할 수 없습니다: {failure.detail}"}
            await send(message)

        await self.app(scope, receive, send_plainly)
