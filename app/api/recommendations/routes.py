"""Recommended outfits, their pictures, and the messages that come later."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic_core import to_json

from app.api.direct_route import DirectRoute
from app.api.files import file_response
from app.api.prefer import wait_seconds
from app.api.recommendations.envelope import ROOT
from app.api.recommendations.messages import PageMessages, messages_owner, page_messages
from app.api.recommendations.page_request import PARAMETERS, page_request
from app.api.recommendations.responses import (
    Recommendations,
    RecommendationsData,
    outfit_bodies,
    pagination,
)
from app.api.recommendations.users import current_user
from app.api.task_events import EVENT_STREAM, task_events
from app.config.settings import Settings
from app.config.stand_ins import LANGUAGE_MODEL, sandboxed_parts
from app.dependencies import GatewayDep, Owner, gateway_of, owner_of
from app.domain.errors import NotFound
from app.repositories.comics import StoredFile

page_router = APIRouter(prefix=ROOT, tags=["recommendations"], route_class=DirectRoute)
router = APIRouter(prefix=ROOT, tags=["recommendations"])

_NOT_KEPT = {"Cache-Control": "no-store"}
_EMPTY = "등록된 코디가 없습니다. scripts/seed_recommendations.py로 예시를 넣을 수 있습니다."
_BY_SANDBOX = "메시지는 샌드박스가 모델 없이 대신 썼습니다."


@page_router.get("", response_model=Recommendations, openapi_extra=PARAMETERS)
async def recommend(request: Request) -> Response:
    """사용자에게 맞는 코디를 추천 순서대로, 코디마다 한 줄 메시지와 함께 보여 줍니다."""
    gateway = gateway_of(request)
    asked = page_request(request.query_params)
    seconds = 0.0 if asked.defer else _seconds(request, gateway.settings)
    user = await current_user(request)
    ranked = await gateway.ranking.page(user, offset=asked.offset, limit=asked.limit)
    outfits = await gateway.outfits.outfits(ranked.ids, user.user_id)
    messages = await page_messages(gateway, owner_of(request), user, outfits, seconds=seconds)
    data: RecommendationsData = {
        "outfits": outfit_bodies(outfits, messages.texts, gateway.outfit_links),
        "pagination": pagination(asked, ranked.total),
    }
    if messages.task_id:
        data["messageStream"] = gateway.outfit_links.messages(messages.task_id)
    if notice := _notice(gateway.settings, ranked.total, messages):
        data["notice"] = notice
    body: Recommendations = {"success": True, "data": data}
    return Response(to_json(body), headers=_NOT_KEPT, media_type="application/json")


@router.get("/messages/{task_id}/events", response_class=Response, responses=EVENT_STREAM)
async def stream_messages(
    task_id: UUID,
    request: Request,
    gateway: GatewayDep,
    owner: Owner,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """나중에 오는 메시지를 쓰이는 대로 알립니다(SSE): message {id, llmMessage}, 끝에 succeeded."""
    user = await current_user(request)
    task = await gateway.tasks.get(task_id)
    if task is None or task.owner != messages_owner(owner, user):
        raise NotFound("그런 메시지 작업이 없습니다.")
    return task_events(
        gateway,
        owner,
        last_event_id,
        task_id=task.id,
        status=task.status,
        last_event=task.last_event,
    )


@router.get("/images/{name}", response_class=Response)
async def get_image(
    request: Request,
    gateway: GatewayDep,
    name: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]+\.jpg$", max_length=100)],
) -> Response:
    """우리 저장소에 있는 코디나 옷의 사진(JPEG)입니다."""
    file = StoredFile(f"images/outfits/{name}", None)
    return await file_response(request, file, gateway.paths, "image/jpeg")


def _seconds(request: Request, settings: Settings) -> float:
    most = settings.RECOMMENDATION_TIMEOUT
    return wait_seconds(request, most, most)


def _notice(settings: Settings, total: int, messages: PageMessages) -> str | None:
    if not total:
        return _EMPTY
    by_sandbox = messages.texts and LANGUAGE_MODEL in sandboxed_parts(settings)
    notices = [messages.notice, _BY_SANDBOX if by_sandbox else None]
    return " ".join(filter(None, notices)) or None
