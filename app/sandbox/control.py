"""How tests and people steer the sandbox."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from app.sandbox.endpoints import Endpoint
from app.sandbox.faults import Fault
from app.sandbox.state import ReceivedWebhook, Sandbox

router = APIRouter(prefix="/control")

Latency = Annotated[float, Field(ge=0, le=3600)]


@router.put("/latency", status_code=204)
async def set_latency(seconds: dict[Endpoint, Latency], state: Sandbox) -> Response:
    """``{"chat": 0.2}``: every later chat takes 0.2 s; other endpoints stay as they are."""
    state.faults.set_latency(seconds)
    return Response(status_code=204)


@router.post("/faults", status_code=204)
async def add_fault(fault: Fault, state: Sandbox) -> Response:
    """The next ``times`` calls of the endpoint suffer it."""
    state.faults.add(fault)
    return Response(status_code=204)


@router.get("/calls")
async def calls(state: Sandbox) -> dict[str, object]:
    """Counters and the latest calls of every endpoint."""
    return state.calls.describe()


@router.get("/calls/{endpoint}")
async def calls_of(endpoint: Endpoint, state: Sandbox) -> list[dict[str, object]]:
    """The latest calls of one endpoint, oldest first, with the messages that a model was sent."""
    return state.calls.with_messages(endpoint)


@router.get("/webhooks")
async def webhooks(state: Sandbox) -> list[ReceivedWebhook]:
    """What /webhooks/{name} received, oldest first."""
    return list(state.webhooks)


@router.delete("", status_code=204)
async def reset(state: Sandbox) -> Response:
    """As after the start."""
    state.reset()
    return Response(status_code=204)
