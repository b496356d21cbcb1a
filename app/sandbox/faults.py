"""Latency and faults, put on an endpoint by the control endpoints and taken by its next calls."""

import asyncio
from collections import defaultdict, deque
from typing import Annotated

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.sandbox.endpoints import Endpoint
from app.sandbox.error_shapes import error_reply
from app.sandbox.fault_kinds import MODELS, FaultKind, is_known
from app.sandbox.transport import reset_connection

BROKEN_JSON = '{"choices": [{"message": {"content": "'


class Fault(BaseModel):
    """What goes wrong with the next ``times`` calls.

    ``status`` answers with an error that asks to wait ``seconds``, in the service's own way;
    ``hang`` never answers, ``delay`` answers late, ``drop`` resets the connection, ``bad_json``
    answers 200 with JSON cut off in the middle (a model: a whole reply whose JSON is cut off).

    Of an answer under way ``drip`` sends a piece every ``seconds``; the others send ``after``
    pieces (half of them when None), then ``stall`` falls silent, ``truncated`` ends as if that
    were all, ``reset_midway`` resets the connection and ``stream_error`` reports an error. A piece
    is an event of a stream or a few bytes of a body.

    A model's answer is ``empty``, ``refused``, of another type (``wrong_schema``), inside a code
    fence (``fenced``), has its ``thinking`` before it, tells numbers that stand nowhere
    (``inventing``), or what its material orders in quotation marks (``obedient``); Gemini may find
    the prompt ``blocked``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: Endpoint
    kind: FaultKind
    status: Annotated[int, Field(ge=400, le=599)] = 500
    message: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0
    after: Annotated[int | None, Field(ge=0)] = None
    times: Annotated[int | None, Field(ge=1, description="None: until reset")] = 1

    @model_validator(mode="after")
    def _known_to_the_endpoint(self) -> "Fault":
        if not is_known(self.kind, self.endpoint):
            raise ValueError(f"{self.endpoint} knows no {self.kind}")
        return self


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

    def latency(self, endpoint: Endpoint) -> float:
        """The seconds that a call takes."""
        return self._latency.get(endpoint, 0.0)

    def reset(self) -> None:
        """No faults, no latency."""
        self._waiting.clear()
        self._latency.clear()

    def take(self, endpoint: Endpoint) -> Fault | None:
        """The fault that this call suffers; each is used up by its ``times`` calls."""
        waiting = self._waiting[endpoint]
        if not waiting:
            return None
        fault, left = waiting.popleft()
        if left is None or left > 1:
            waiting.appendleft((fault, None if left is None else left - 1))
        return fault

    async def apply(self, endpoint: Endpoint, request: Request) -> Response | None:
        """Wait the latency, then suffer the fault; a response is to be returned as it is."""
        return (await self.meet(endpoint, request))[1]

    async def meet(
        self, endpoint: Endpoint, request: Request
    ) -> tuple[Fault | None, Response | None]:
        """Likewise, with the fault itself: it may also be one of the answer or its delivery."""
        await asyncio.sleep(self.latency(endpoint))
        fault = self.take(endpoint)
        return fault, await suffer(fault, request) if fault else None


async def suffer(fault: Fault, request: Request) -> Response | None:
    """What the fault does before there is an answer; None means that there will be one."""
    match fault.kind:
        case "status":
            body, headers = error_reply(
                fault.endpoint, fault.status, fault.message, fault.seconds or None
            )
            return JSONResponse(body, fault.status, {**headers, **fault.headers})
        case "bad_json" if fault.endpoint not in MODELS:
            return Response(BROKEN_JSON, headers=fault.headers, media_type="application/json")
        case "drop":
            reset_connection(request)
            return Response(status_code=500)  # nobody is there to read it
        case "delay":
            await asyncio.sleep(fault.seconds)
        case "hang":
            await asyncio.Event().wait()  # ends when the client leaves
    return None
