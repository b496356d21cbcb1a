"""Endpoints that take a JSON body: how they are declared, and the short way to them."""

from typing import Any

import pytest
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.types import Message, Receive, Scope, Send

from app.api.json_route import JsonRoute
from app.api.middleware.direct_routes import DirectRoutesMiddleware
from app.gateway import ROUTERS


class Body(BaseModel):
    """Anything."""


async def test_an_endpoint_with_other_parameters_is_refused_when_it_is_declared() -> None:
    router = APIRouter(route_class=JsonRoute)

    async def wants_more(request: Request, body: Body, more: int) -> Response:
        return Response()

    async def wants_less(body: Body) -> Response:
        return Response()

    for endpoint in (wants_more, wants_less):
        with pytest.raises(TypeError, match=endpoint.__name__):
            router.post("/")(endpoint)


async def _asked(scope: dict[str, Any]) -> str:
    asked: list[str] = []

    async def framework(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append("framework")

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        """Nobody listens."""

    router = APIRouter(route_class=JsonRoute)

    @router.post("/things")
    @router.post("/things/{name}")
    async def make(request: Request, body: Body) -> Response:
        return Response()

    routes = [route for route in router.routes if isinstance(route, JsonRoute)]
    for route in routes:

        async def direct(scope: Scope, receive: Receive, send: Send) -> None:
            asked.append("route")

        route.handle = direct  # type: ignore[method-assign]
    await DirectRoutesMiddleware(framework, routes)(scope, receive, send)
    return asked[0]


@pytest.mark.parametrize(
    ("scope", "answers"),
    [
        ({"type": "http", "method": "POST", "path": "/things"}, "route"),
        ({"type": "http", "method": "GET", "path": "/things"}, "framework"),
        ({"type": "http", "method": "POST", "path": "/things/{name}"}, "framework"),
        ({"type": "http", "method": "POST", "path": "/things/x"}, "framework"),
        ({"type": "http", "method": "POST", "path": "/things/"}, "framework"),
        ({"type": "lifespan"}, "framework"),
    ],
)
async def test_one_look_up_finds_the_route(scope: dict[str, Any], answers: str) -> None:
    assert await _asked(scope) == answers


def test_acceptance_goes_the_short_way() -> None:
    routes = [route for router in ROUTERS for route in router.routes]
    short = [route.path for route in routes if isinstance(route, JsonRoute) and route.takes_body]
    assert short == ["/api/v1/comics"]
