"""LLM tasks: accept, tell, cancel."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.api.idempotency import accepted_response
from app.api.json_route import JsonRoute
from app.api.own_task import cancel_task, own_task
from app.api.prefer import TASK_HEADERS, ended, note_applied, wait_seconds
from app.api.spam import refuse_spam
from app.api.token_stream import TOKEN_STREAM_RESPONSES, token_stream
from app.api.v1.llm_tasks.requests import LlmTaskRequest
from app.api.v1.llm_tasks.responses import (
    LlmQueue,
    LlmQueueStatus,
    LlmTaskAccepted,
    LlmTaskCancelled,
    LlmTaskResult,
)
from app.api.v1.llm_tasks.submission import llm_payload, llm_submission
from app.dependencies import GatewayDep, gateway_of, owner_of
from app.domain.llm_task import LLM_TASKS
from app.domain.task import Json
from app.tasks.views import TaskView

_TYPES = frozenset(payload.task_type for payload in LLM_TASKS)

router = APIRouter(prefix="/api/v1/llm", tags=["llm"], route_class=JsonRoute)


@router.post(
    "/tasks",
    status_code=202,
    response_model=LlmTaskAccepted,
    responses={200: {"model": LlmTaskResult}},
    openapi_extra=TASK_HEADERS,
)
async def create_llm_task(request: Request, body: LlmTaskRequest) -> Response:
    """프롬프트나 대화를 언어 모델에 맡깁니다. 접수가 저장된 뒤에 답합니다."""
    gateway, owner = gateway_of(request), owner_of(request)
    settings = gateway.settings
    seconds = wait_seconds(request, 0, settings.ASYNC_TIMEOUT)
    payload = llm_payload(body, settings.DEFAULT_MAX_TOKENS)
    said = "\n".join(f"{each.role}: {each.content}" for each in payload.messages)
    await refuse_spam(request, body.user_id, said)
    submission = llm_submission(
        body,
        payload,
        owner=owner,
        key=request.headers.get("idempotency-key"),
        queue_position=await gateway.tasks.queue_depth(payload.queue) + 1,
        settings=settings,
    )
    accepted = await gateway.tasks.submit(submission)
    answer = LlmTaskAccepted.model_validate(accepted.answer)
    location = f"/api/v1/llm/tasks/{answer.task_id}/result"
    response = accepted_response(accepted, answer, location)
    if task := await ended(gateway, accepted, seconds, owner):
        response = accepted_response(accepted, LlmTaskResult.of(task), location, 200)
    return note_applied(request, response, seconds)


CurrentTask = Annotated[TaskView, Depends(own_task(_TYPES, "해당 작업을 찾을 수 없습니다."))]


@router.get("/tasks/{task_id}/result")
async def get_llm_result(task: CurrentTask) -> LlmTaskResult:
    """작업의 상태와, 끝났으면 결과를 알려 줍니다."""
    return LlmTaskResult.of(task)


@router.get("/tasks/{task_id}/stream", response_class=Response, responses=TOKEN_STREAM_RESPONSES)
async def stream_llm_task(request: Request, task: CurrentTask, gateway: GatewayDep) -> Response:
    """답을 만들어지는 대로 보냅니다(SSE). 언제든 들어올 수 있고, 끝난 뒤에는 done이 답을 줍니다."""
    return token_stream(gateway, request, task, _result)


@router.post("/tasks/{task_id}/cancel", status_code=202)
async def cancel_llm_task(task: CurrentTask, gateway: GatewayDep) -> LlmTaskCancelled:
    """작업을 멈춥니다. 이미 취소된 작업에는 같은 답을 합니다."""
    await cancel_task(gateway, task.id, "이미 끝난 작업은 취소할 수 없습니다.")
    return LlmTaskCancelled(task_id=task.id)


@router.get("/queue/status")
async def get_llm_queue_status(gateway: GatewayDep) -> LlmQueueStatus:
    """LLM 작업 대기열마다 기다리는 작업 수입니다."""
    waiting = await gateway.tasks.queue_depths()
    served = {queue for worker in await gateway.workers.live() for queue in worker.queues}
    queues = [
        LlmQueue(
            queue_name=payload.queue,
            pending_tasks=waiting.get(payload.queue, 0),
            status="active" if payload.queue in served else "inactive",
        )
        for payload in LLM_TASKS
    ]
    return LlmQueueStatus(**queues[0].model_dump(), queues=queues)


def _result(task: TaskView) -> Json:
    return LlmTaskResult.of(task).model_dump(mode="json")
