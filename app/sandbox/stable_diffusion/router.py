"""The routes of Stable Diffusion WebUI's API that programs use."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.error_shapes import error_body
from app.sandbox.faults import suffer
from app.sandbox.stable_diffusion.broken import broken_reply
from app.sandbox.stable_diffusion.replies import (
    MODEL,
    MODEL_HASH,
    SAMPLERS,
    progress_reply,
    txt2img_reply,
)
from app.sandbox.stable_diffusion.requests import Txt2ImgRequest
from app.sandbox.state import Sandbox, tracked

router = APIRouter(prefix="/sdapi/v1")


@router.post("/txt2img")
async def txt2img(
    asked: Txt2ImgRequest,
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.TXT2IMG))],
) -> Response:
    """Draw by code what the prompt says; the endpoint's latency is spent as sampling steps."""
    asked = asked.seeded()
    call.details.update(
        prompt=asked.prompt, seed=asked.seed, width=asked.width, height=asked.height
    )
    fault = state.faults.take(Endpoint.TXT2IMG)
    if fault and (broken := await asyncio.to_thread(broken_reply, fault)):
        return broken
    if fault and (failure := await suffer(fault, request)):
        return failure
    if refusal := _refusal(asked):
        return refusal
    pictures = await state.painter.paint(asked, state.faults.latency(Endpoint.TXT2IMG))
    return JSONResponse(await asyncio.to_thread(txt2img_reply, asked, pictures))


@router.get("/progress")
async def progress(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.PROGRESS))],
    skip_current_image: bool = False,
) -> Response:
    """How far the running call is."""
    if failure := await state.faults.apply(Endpoint.PROGRESS, request):
        return failure
    job = state.painter.job
    body = await asyncio.to_thread(progress_reply, job, preview=not skip_current_image)
    return JSONResponse(body)


@router.post("/interrupt")
@router.post("/skip")
async def interrupt(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.INTERRUPT))],
) -> Response:
    """End the running call; its client gets what is there."""
    if failure := await state.faults.apply(Endpoint.INTERRUPT, request):
        return failure
    state.painter.interrupt()
    return JSONResponse({})


@router.get("/options")
async def options(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.OPTIONS))],
) -> Response:
    """The settings, with those that were changed."""
    failure = await state.faults.apply(Endpoint.OPTIONS, request)
    return failure or JSONResponse(state.image_options)


@router.post("/options")
async def set_options(
    changed: dict[str, Any],
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.OPTIONS))],
) -> Response:
    """Remembered until the reset; they change nothing about the pictures."""
    if failure := await state.faults.apply(Endpoint.OPTIONS, request):
        return failure
    state.image_options.update(changed)
    return JSONResponse(None)


@router.get("/samplers")
async def samplers() -> list[dict[str, object]]:
    """Names that txt2img takes."""
    return [{"name": name, "aliases": [], "options": {}} for name in SAMPLERS]


@router.get("/sd-models")
async def models() -> list[dict[str, object]]:
    """The one that there is: code."""
    return [
        {
            "title": f"{MODEL} [{MODEL_HASH}]",
            "model_name": MODEL,
            "hash": MODEL_HASH,
            "sha256": None,
            "filename": f"{MODEL}.py",
            "config": None,
        }
    ]


def _refusal(asked: Txt2ImgRequest) -> Response | None:
    if asked.script_name:
        text = f"Script '{asked.script_name}' not found"
        return JSONResponse(error_body(Endpoint.TXT2IMG, 422, text), 422)
    if (asked.sampler_name or asked.sampler_index) not in SAMPLERS:
        return JSONResponse(error_body(Endpoint.TXT2IMG, 404, "Sampler not found"), 404)
    return None
