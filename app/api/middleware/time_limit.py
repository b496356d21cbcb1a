"""No request waits for the gateway without end."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.time_limit import TimeLimit


class TimeLimitMiddleware:
    """An answer must begin within ``seconds``; a stream that has begun may last."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise 504 when it is late; pass anything but HTTP through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        async with TimeLimit(scope, self.seconds) as limit:

            async def send_and_lift(message: Message) -> None:
                if message["type"] == "http.response.start":
                    limit.lift()
                await send(message)

            await self.app(scope, receive, send_and_lift)
