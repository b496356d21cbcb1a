"""GET /health, as vLLM answers it: 200 and nothing else."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.state import Sandbox, tracked

router = APIRouter()


@router.get("/health")
async def health(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.HEALTH))],
) -> Response:
    """Ready as soon as it answers."""
    return await state.faults.apply(Endpoint.HEALTH, request) or Response()
