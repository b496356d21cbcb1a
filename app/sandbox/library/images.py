"""Pictures: the articles' own, a page's furniture, hostile ones, and any drawn to order."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from app.sandbox.calls import Call
from app.sandbox.delivery import delivered
from app.sandbox.endpoints import Endpoint
from app.sandbox.library.corpus import article_by_slug
from app.sandbox.library.furniture_images import furniture_reply
from app.sandbox.library.hostile_images import hostile_reply
from app.sandbox.library.illustrations.draw import (
    MEDIA_TYPES,
    drawn_file,
    illustration_file,
)
from app.sandbox.state import Sandbox, tracked

router = APIRouter(prefix="/images")

ImageCall = Annotated[Call, Depends(tracked(Endpoint.IMAGES))]
Side = Annotated[int, Query(ge=64, le=1600)]


@router.get("/drawn.{extension}")
async def drawn(
    extension: Literal["png", "jpg", "webp"],
    request: Request,
    state: Sandbox,
    call: ImageCall,
    prompt: Annotated[str, Query(min_length=1, max_length=500)],
    width: Side = 600,
    height: Side = 800,
    seed: int = 1,
) -> Response:
    """The words as a picture, the same each time."""
    call.details["prompt"] = prompt
    fault, failure = await state.faults.meet(Endpoint.IMAGES, request)
    if failure:
        return failure
    data = await asyncio.to_thread(drawn_file, prompt, seed, width, height, extension)
    return delivered(Response(data, media_type=MEDIA_TYPES[extension]), fault, request)


@router.get("/{group}/{name}")
async def picture(
    group: str, name: str, request: Request, state: Sandbox, call: ImageCall
) -> Response:
    """``group`` is an article's slug, furniture or hostile."""
    call.details["name"] = f"{group}/{name}"
    fault, failure = await state.faults.meet(Endpoint.IMAGES, request)
    if failure:
        return failure
    found = await _found(group, name)
    if found is None:
        return HTMLResponse("<h1>404</h1>", 404)
    return found if group == "hostile" else delivered(found, fault, request)


async def _found(group: str, name: str) -> Response | None:
    if group == "hostile":
        return await hostile_reply(name)
    if group == "furniture":
        return furniture_reply(name)
    article = article_by_slug(group)
    shown = article.illustration(name) if article else None
    if shown is None:
        return None
    data = await asyncio.to_thread(illustration_file, shown)
    return Response(data, media_type=MEDIA_TYPES[name.rpartition(".")[2]])
