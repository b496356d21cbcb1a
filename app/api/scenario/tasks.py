"""A story's task: told, streamed, cancelled."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from app.api.own_task import cancel_task, own_task
from app.api.scenario.responses import StoryTask, final
from app.api.task_events import EVENT_STREAM, task_events
from app.api.token_stream import TOKEN_STREAM_RESPONSES, token_stream
from app.dependencies import GatewayDep, Owner
from app.domain.scenario import ScenarioBatchPayload, ScenarioPayload
from app.tasks.views import TaskView

_TYPES = frozenset({ScenarioPayload.task_type, ScenarioBatchPayload.task_type})

router = APIRouter(prefix="/scenarios/tasks/{task_id}", tags=["scenario"])


CurrentTask = Annotated[TaskView, Depends(own_task(_TYPES, "해당 이야기 작업을 찾을 수 없습니다."))]


@router.get("")
async def get_story_task(task: CurrentTask) -> StoryTask:
    """작업의 상태와, 끝났으면 결과를 알려 줍니다."""
    return StoryTask.of(task)


@router.get("/events", response_class=Response, responses=EVENT_STREAM)
async def stream_story_events(
    task: CurrentTask,
    gateway: GatewayDep,
    owner: Owner,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """진행 상황을 실시간으로 알립니다(SSE). 묶음은 하나가 끝날 때마다 알립니다."""
    return task_events(
        gateway,
        owner,
        last_event_id,
        task_id=task.id,
        status=task.status,
        last_event=task.last_event,
    )


@router.get("/stream", response_class=Response, responses=TOKEN_STREAM_RESPONSES)
async def stream_story(request: Request, task: CurrentTask, gateway: GatewayDep) -> Response:
    """쓰이는 글을 보냅니다(SSE). 언제든 들어올 수 있고, 끝난 뒤에는 done이 결과를 줍니다."""
    return token_stream(gateway, request, task, final)


@router.post("/cancel", status_code=202)
async def cancel_story(task: CurrentTask, gateway: GatewayDep) -> StoryTask:
    """작업을 멈춥니다. 이미 취소된 작업에는 같은 답을 합니다."""
    return StoryTask.of(await cancel_task(gateway, task.id, "이미 끝난 작업은 취소할 수 없습니다."))
