"""Sending an answer, and the ways in which that goes wrong halfway."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from app.sandbox.faults import Fault
from app.sandbox.transport import close_connection, reset_connection

_PIECE_BYTES = 16
_READ_SECONDS = 0.1  # what was sent is read before the reset, which discards it


def delivered(response: Response, fault: Fault | None, request: Request) -> Response:
    """A whole answer; a fault of delivery sends its body in pieces, as far as it goes.

    The headers announce the whole length, so a client can tell that some is missing.
    """
    if fault is None or fault.kind not in ("drip", "stall", "truncated", "reset_midway"):
        return response
    body = bytes(response.body)
    pieces = [body[at : at + _PIECE_BYTES] for at in range(0, len(body), _PIECE_BYTES)]
    sent = _sent(pieces, fault, request, announced=True)
    return StreamingResponse(sent, response.status_code, dict(response.headers))


def streamed(
    events: Sequence[str], fault: Fault | None, request: Request, *, error: Sequence[str]
) -> Response:
    """Server-sent events; ``error`` is how the service reports a failure in the middle."""
    pieces = [event.encode() for event in events]
    if fault and fault.kind == "stream_error":
        pieces = pieces[: _stop_at(pieces, fault)] + [event.encode() for event in error]
    sent = _sent(pieces, fault, request, announced=False)
    return StreamingResponse(sent, media_type="text/event-stream")


async def _sent(
    pieces: Sequence[bytes], fault: Fault | None, request: Request, *, announced: bool
) -> AsyncIterator[bytes]:
    kind = fault.kind if fault else None
    breaks = kind in ("stall", "truncated", "reset_midway")
    reach = _stop_at(pieces, fault) if fault and breaks else len(pieces)
    for piece in pieces[:reach]:
        yield piece
        await asyncio.sleep(fault.seconds if fault and kind == "drip" else 0)
    if not breaks or (kind == "truncated" and not announced):
        return
    if kind == "truncated":
        close_connection(request)
    if kind == "reset_midway":
        await asyncio.sleep(_READ_SECONDS)
        reset_connection(request)
    await asyncio.Event().wait()  # ends with the connection


def _stop_at(pieces: Sequence[bytes], fault: Fault) -> int:
    return len(pieces) // 2 if fault.after is None else fault.after
