"""The Prefer header, as RFC 7240 says."""

import asyncio
from types import SimpleNamespace

import pytest
from fastapi import Request, Response
from starlette.exceptions import HTTPException

from app.api.prefer import note_applied, wait_seconds

MOST = 300.0


def _request(*headers: str, stopping: bool = False) -> Request:
    stop = asyncio.Event()
    if stopping:
        stop.set()
    raw = [(b"prefer", header.encode()) for header in headers]
    state = {"gateway": SimpleNamespace(stopping=stop)}
    return Request({"type": "http", "headers": raw, "state": state})


async def _wait(*headers: str, default: float = 0, stopping: bool = False) -> tuple[float, float]:
    """The seconds, and how much more time the request was given."""
    request, given = _request(*headers, stopping=stopping), list[float]()
    request.scope["state"]["time_limit"] = SimpleNamespace(extend=given.append)
    return wait_seconds(request, default, MOST), sum(given)


@pytest.mark.parametrize(
    ("headers", "default", "seconds"),
    [
        ((), 0, 0),
        ((), 20, 20),
        (("wait=7",), 0, 7),
        (('wait="7"',), 0, 7),
        (("Wait = 7",), 20, 7),
        (("wait=0",), 20, 0),
        (("wait=1000",), 0, MOST),
        (("respond-async",), 20, 0),
        (("respond-async, wait=5",), 20, 5),
        (("handling=lenient", "wait=5;x=y"), 0, 5),
        (("wait=5", "wait=9"), 0, 5),
        (("return=minimal",), 20, 20),
    ],
)
async def test_how_long_a_client_waits(
    headers: tuple[str, ...], default: float, seconds: float
) -> None:
    assert await _wait(*headers, default=default) == (seconds, seconds)


@pytest.mark.parametrize("header", ["wait", "wait=", "wait=x", "wait=-1", "wait=1.5", "wait=１"])
async def test_what_is_no_time_is_refused(header: str) -> None:
    with pytest.raises(HTTPException) as raised:
        await _wait(header.encode().decode("latin-1"))
    assert raised.value.status_code == 400


async def test_a_gateway_that_stops_lets_nobody_wait() -> None:
    assert await _wait("wait=7", default=20, stopping=True) == (0, 0)


@pytest.mark.parametrize(
    ("header", "seconds", "applied"),
    [
        ("wait=7", 7, "wait=7"),
        ("wait=1000", 300, "wait=300"),
        ("respond-async", 0, "respond-async"),
        ("return=minimal", 0, None),
    ],
)
async def test_the_answer_says_what_was_heard(
    header: str, seconds: float, applied: str | None
) -> None:
    response = note_applied(_request(header), Response(), seconds)
    assert response.headers.get("preference-applied") == applied
