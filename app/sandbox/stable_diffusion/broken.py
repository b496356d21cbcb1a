"""Replies of an image server in trouble."""

import base64

from fastapi import Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.sandbox.drawing.bomb import bomb_png
from app.sandbox.faults import Fault

_OUT_OF_MEMORY = (
    "CUDA out of memory. Tried to allocate 4.50 GiB (GPU 0; 8.00 GiB total capacity; "
    "6.02 GiB already allocated; 0 bytes free; 6.61 GiB reserved in total by PyTorch)"
)


def broken_reply(fault: Fault) -> Response | None:
    """For the faults that only an image server has; None for others. Blocking."""
    match fault.kind:
        case "bad_base64":
            return JSONResponse(_reply("iVBORw0KGgo=*이것은 base64가 아닙니다*"))
        case "huge_image":
            return JSONResponse(_reply(base64.b64encode(bomb_png()).decode()))
        case "html":
            return HTMLResponse("<!doctype html><title>Gradio</title><p>Loading…</p>")
        case "out_of_memory":
            error = {
                "error": "OutOfMemoryError",
                "detail": "",
                "body": "",
                "errors": _OUT_OF_MEMORY,
            }
            return JSONResponse(error, 500)
        case _:
            return None


def _reply(image: str) -> dict[str, object]:
    return {"images": [image], "parameters": {}, "info": "{}"}
