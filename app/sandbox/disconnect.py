"""A client that leaves cancels its handler, as it does in the servers that the sandbox imitates."""

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 32 * 1024 * 1024


class CancelOnDisconnect:
    """Races the application with the client's disconnection."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _read_body(receive)
        if body is None:
            await _refuse(send)
            return
        await _race(self._app, scope, body, receive, send)


async def _race(app: ASGIApp, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
    answered = False
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        if not messages:
            await anyio.sleep_forever()
        return messages.pop()

    async def note_end(message: Message) -> None:
        nonlocal answered
        answered = message["type"] == "http.response.body" and not message.get("more_body", False)
        await send(message)

    async with anyio.create_task_group() as group:

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                continue
            if not answered:
                group.cancel_scope.cancel()

        group.start_soon(watch)
        await app(scope, replay, note_end)
        group.cancel_scope.cancel()


async def _read_body(receive: Receive) -> bytes | None:
    """None when it is too large."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


async def _refuse(send: Send) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
