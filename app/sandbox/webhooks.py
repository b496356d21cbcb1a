"""A receiver of webhooks that remembers what it got."""

import json
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import JsonValue

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.state import ReceivedWebhook, Sandbox, tracked

router = APIRouter()


@router.post("/webhooks/{name}")
async def receive(
    name: str,
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.WEBHOOK))],
) -> Response:
    """Accept anything; a fault answers before the delivery is remembered."""
    call.details["name"] = name
    if failure := await state.faults.apply(Endpoint.WEBHOOK, request):
        return failure
    received = ReceivedWebhook(
        name=name,
        headers=dict(request.headers),
        body=_parsed(await request.body()),
        at=datetime.now(UTC),
    )
    state.webhooks.append(received)
    return JSONResponse({"received": True})


def _parsed(body: bytes) -> JsonValue:
    try:
        parsed: JsonValue = json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
    return parsed
