"""Latency and faults, put on an endpoint by the control endpoints and taken by its next calls."""

import asyncio
from collections import defaultdict, deque
from typing import Annotated, Literal

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from app.sandbox.endpoints import Endpoint
from app.sandbox.error_shapes import error_body
from app.sandbox.transport import reset_connection

BROKEN_JSON = '{"choices": [{"message": {"content": "'


ImageFaultKind = Literal["bad_base64", "huge_image", "html", "out_of_memory"]


class Fault(BaseModel):
    """What goes wrong: ``status`` answers with an error, ``hang`` never answers, ``delay`` answers
    late, ``drop`` resets the connection, ``bad_json`` answers 200 with JSON cut off in the middle
    (for a chat: a whole reply in which the model's JSON is cut off). An
    ``ImageFaultKind`` is known to txt2img only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: Endpoint
    kind: Literal["status", "hang", "delay", "drop", "bad_json"] | ImageFaultKind
    status: Annotated[int, Field(ge=400, le=599)] = 500
    message: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0
    times: Annotated[int | None, Field(ge=1, description="None: until reset")] = 1


class Faults:
    """The faults and latencies in force."""

    def __init__(self) -> None:
        self._waiting: dict[Endpoint, deque[tuple[Fault, int | None]]] = defaultdict(deque)
        self._latency: dict[Endpoint, float] = {}

    def add(self, fault: Fault) -> None:
        """Queue it behind the faults that the endpoint already has."""
        self._waiting[fault.endpoint].append((fault, fault.times))

    def set_latency(self, seconds: dict[Endpoint, float]) -> None:
        """Every later call of the named endpoints takes that long."""
        self._latency.update(seconds)

    def latency(self, endpoint: Endpoint | str) -> float:
        """The seconds that a call takes."""
        return self._latency.get(Endpoint(endpoint), 0.0)

    def reset(self) -> None:
        """No faults, no latency."""
        self._waiting.clear()
        self._latency.clear()

    def take(self, endpoint: Endpoint | str) -> Fault | None:
        """The fault that this call suffers; each is used up by its ``times`` calls."""
        waiting = self._waiting[Endpoint(endpoint)]
        if not waiting:
            return None
        fault, left = waiting.popleft()
        if left is None or left > 1:
            waiting.appendleft((fault, None if left is None else left - 1))
        return fault

    async def apply(self, endpoint: Endpoint | str, request: Request) -> Response | None:
        """Wait the latency, then suffer the fault; a response is to be returned as it is."""
        await asyncio.sleep(self.latency(endpoint))
        fault = self.take(endpoint)
        return await suffer(fault, request) if fault else None


async def suffer(fault: Fault, request: Request) -> Response | None:
    """Do what the fault says; None means that the call goes on normally."""
    match fault.kind:
        case "status":
            body = error_body(fault.endpoint, fault.status, fault.message)
            return JSONResponse(body, fault.status, fault.headers)
        case "bad_json":
            return Response(BROKEN_JSON, headers=fault.headers, media_type="application/json")
        case "drop":
            reset_connection(request)
            return Response(status_code=500)  # nobody is there to read it
        case "delay":
            await asyncio.sleep(fault.seconds)
        case "hang":
            await asyncio.Event().wait()  # ends when the client leaves
    return None
