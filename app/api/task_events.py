"""A task's story as a response: live, resumed, or read after the end."""

from typing import Any
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.api.sse import EventStream
from app.domain.errors import Draining
from app.domain.task import TaskStatus
from app.lifespan import Gateway

_INT64_DIGITS = 18

EVENT_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}


def task_events(
    gateway: Gateway,
    owner: str,
    last_event_id: str | None,
    *,
    task_id: UUID,
    status: TaskStatus,
    last_event: int,
) -> Response:
    """Everything after ``last_event_id``, until the task's end."""
    if gateway.stopping.is_set():
        raise Draining
    after = _event_number(last_event_id)
    if status.terminal and after >= last_event:
        return Response(status_code=204)  # tells an EventSource to stop reconnecting
    return EventStream(gateway.tasks.events(task_id, after, owner))


def _event_number(last_event_id: str | None) -> int:
    if not last_event_id:
        return 0
    if not (last_event_id.isascii() and last_event_id.isdigit()) or (
        len(last_event_id) > _INT64_DIGITS
    ):
        raise HTTPException(400, "Last-Event-ID는 앞서 받은 이벤트의 번호여야 합니다.")
    return int(last_event_id)
