"""A comic's story as it happens."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from app.api.task_events import EVENT_STREAM, task_events
from app.dependencies import CurrentComic, GatewayDep, Owner

router = APIRouter(prefix="/api/v1/comics/{comic_id}", tags=["comics"])


@router.get("/events", response_class=Response, responses=EVENT_STREAM)
async def stream_events(
    comic: CurrentComic,
    gateway: GatewayDep,
    owner: Owner,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """진행 상황을 실시간으로 알립니다(SSE). Last-Event-ID 다음부터, 끝난 뒤에도 처음부터."""
    return task_events(
        gateway,
        owner,
        last_event_id,
        task_id=comic.task_id,
        status=comic.task_status,
        last_event=comic.last_event,
    )
