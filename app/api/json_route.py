"""The one way to an endpoint that takes a JSON body."""

from collections.abc import Callable
from typing import Any, ClassVar, get_type_hints

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.api.json_body import read_json
from app.api.time_limit import TimeLimit
from app.config.settings import Settings
from app.dependencies import gateway_of, owner_of

BODY_SECONDS = 10.0


class JsonRoute(APIRoute):
    """A route whose endpoint, if it takes a body, is called as ``endpoint(request, body)``.

    FastAPI would read and solve again what is in the request already, for as long as the rest of
    an acceptance takes; such an endpoint asks the request instead, and makes its own response.
    """

    queue: ClassVar[str | None] = None
    """Where a route's tasks wait: while it is full, requests are refused before they are read."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self._body = TypeAdapter[Any](_body_type(endpoint)) if self.body_field else None

    def body_limit(self, settings: Settings) -> int:
        """The most bytes of a body."""
        return settings.MAX_BODY_BYTES

    @property
    def takes_body(self) -> bool:
        """Whether the endpoint is called directly."""
        return self._body is not None

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, validate, call, answer, all in time; the rest is FastAPI's."""
        if self._body is None or scope["method"] not in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        request = Request(scope, receive, send)
        response = await self._answer_in_time(request, self._body)
        await response(scope, receive, send)

    async def _answer_in_time(self, request: Request, body: TypeAdapter[Any]) -> Response:
        gateway = gateway_of(request)
        if self.queue is not None:
            gateway.tasks.refuse_known(self.queue, owner_of(request))
        async with TimeLimit(request.scope, BODY_SECONDS, _never_arrived) as limit:
            with gateway.bodies.share() as take:
                value = await read_json(request, self.body_limit(gateway.settings), take)
                limit.extend(gateway.settings.REQUEST_TIMEOUT - BODY_SECONDS)
                response: Response = await self.endpoint(request, _validated(body, value))
                return response


def _never_arrived() -> HTTPException:
    return HTTPException(408, headers={"Connection": "close"})


def _body_type(endpoint: Callable[..., Any]) -> Any:
    hints = get_type_hints(endpoint, include_extras=True)
    if set(hints) != {"request", "body", "return"} or hints["request"] is not Request:
        raise TypeError(f"{endpoint.__name__} must be declared as (request: Request, body) -> …")
    return hints["body"]


def _validated(expected: TypeAdapter[Any], value: Any) -> Any:
    try:
        return expected.validate_python(value, from_attributes=True)
    except ValidationError as exc:
        errors = exc.errors(include_url=False, include_input=False)
        raise RequestValidationError(
            [{**error, "loc": ("body", *error["loc"])} for error in errors]
        ) from exc
