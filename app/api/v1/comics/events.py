"""A comic's story as it happens."""

from typing import Annotated

from fastapi import APIRouter, Header, Response
from starlette.exceptions import HTTPException

from app.api.sse import EventStream
from app.dependencies import CurrentComic, GatewayDep, Owner
from app.domain.errors import Draining

router = APIRouter(prefix="/api/v1/comics/{comic_id}", tags=["comics"])

_INT64_DIGITS = 18


@router.get(
    "/events", response_class=Response, responses={200: {"content": {"text/event-stream": {}}}}
)
async def stream_events(
    comic: CurrentComic,
    gateway: GatewayDep,
    owner: Owner,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """진행 상황을 실시간으로 알립니다(SSE). Last-Event-ID 다음부터, 끝난 뒤에도 처음부터."""
    if gateway.stopping.is_set():
        raise Draining
    after = _event_number(last_event_id)
    if comic.task_status.terminal and after >= comic.last_event:
        return Response(status_code=204)  # tells an EventSource to stop reconnecting
    return EventStream(gateway.tasks.events(comic.task_id, after, owner))


def _event_number(last_event_id: str | None) -> int:
    if not last_event_id:
        return 0
    if not (last_event_id.isascii() and last_event_id.isdigit()) or (
        len(last_event_id) > _INT64_DIGITS
    ):
        raise HTTPException(400, "Last-Event-ID는 앞서 받은 이벤트의 번호여야 합니다.")
    return int(last_event_id)
