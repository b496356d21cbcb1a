"""Endpoints that take a JSON body: how they are declared, and the short way to them."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from app.api import json_route
from app.api.json_route import JsonRoute
from app.api.middleware.direct_routes import DirectRoutesMiddleware
from app.byte_budget import ByteBudget
from app.gateway import ROUTERS

Endpoint = Callable[[Request, Any], Awaitable[Response]]


class Body(BaseModel):
    """Anything."""


async def answer(request: Request, body: Body) -> Response:
    """At once."""
    return Response()


async def test_an_endpoint_with_other_parameters_is_refused_when_it_is_declared() -> None:
    router = APIRouter(route_class=JsonRoute)

    async def wants_more(request: Request, body: Body, more: int) -> Response:
        return Response()

    async def wants_less(body: Body) -> Response:
        return Response()

    for endpoint in (wants_more, wants_less):
        with pytest.raises(TypeError, match=endpoint.__name__):
            router.post("/")(endpoint)


def _scope(handler: Endpoint, **settings: float) -> tuple[JsonRoute, Scope]:
    router = APIRouter(route_class=JsonRoute)
    router.post("/")(handler)
    [route] = router.routes
    assert isinstance(route, JsonRoute)
    known = {"MAX_BODY_BYTES": 100, "REQUEST_TIMEOUT": 10.0, **settings}
    gateway = SimpleNamespace(settings=SimpleNamespace(**known), bodies=ByteBudget(100))
    headers = [(b"content-type", b"application/json"), (b"content-length", b"2")]
    scope: Scope = {"type": "http", "method": "POST", "headers": headers}
    return route, {**scope, "state": {"gateway": gateway, "owner": "public"}}


async def _empty_object() -> Message:
    return {"type": "http.request", "body": b"{}"}


async def _nothing() -> Message:
    await asyncio.sleep(10)
    raise AssertionError("unreachable")


async def _drop(message: Message) -> None:
    """Nobody listens."""


async def test_a_body_that_does_not_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_route, "BODY_SECONDS", 0.01)
    route, scope = _scope(answer)
    with pytest.raises(HTTPException) as raised:
        await route.handle(scope, _nothing, _drop)
    assert raised.value.status_code == 408


async def test_an_answer_that_does_not_come() -> None:
    async def sleep(request: Request, body: Body) -> Response:
        await asyncio.sleep(10)
        return Response()

    route, scope = _scope(sleep, REQUEST_TIMEOUT=0.01)
    with pytest.raises(HTTPException) as raised:
        await route.handle(scope, _empty_object, _drop)
    assert raised.value.status_code == 504


async def test_an_answer_may_take_longer_than_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    async def sleep(request: Request, body: Body) -> Response:
        await asyncio.sleep(0.05)
        return Response()

    monkeypatch.setattr(json_route, "BODY_SECONDS", 0.02)
    route, scope = _scope(sleep)
    await route.handle(scope, _empty_object, _drop)


async def test_an_endpoints_own_timeouts_are_its_own() -> None:
    async def fail(request: Request, body: Body) -> Response:
        raise TimeoutError

    route, scope = _scope(fail)
    with pytest.raises(TimeoutError):
        await route.handle(scope, _empty_object, _drop)


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
    short = {route.path for route in routes if isinstance(route, JsonRoute) and route.takes_body}
    assert {"/api/v1/comics", "/api/v1/llm/tasks", "/api/v2/chat"} <= short
