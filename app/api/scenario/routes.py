"""Stories: edit one, stream it, write a new one, make many."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.disconnect import while_connected
from app.api.idempotency import accepted_response
from app.api.json_route import JsonRoute
from app.api.prefer import TASK_HEADERS, ended, note_applied, wait_seconds
from app.api.scenario.orders import batch_orders, edit_order, new_order
from app.api.scenario.requests import BatchRequest, EditRequest, NewStoryRequest
from app.api.scenario.responses import StoryAccepted, StoryTask, final, task_address
from app.api.scenario.submission import batch_submission, story_submission
from app.api.task_errors import failure_of
from app.api.token_stream import TOKEN_STREAM_RESPONSES, stream_place, token_stream
from app.config.settings import Settings
from app.dependencies import gateway_of, owner_of
from app.domain.errors import DatabaseDown
from app.domain.scenario import BatchResult, ScenarioPayload, StoryResult
from app.domain.task import TaskStatus
from app.tasks.submission import Accepted, Submission
from app.tasks.views import TaskView


class ScenarioRoute(JsonRoute):
    """Stories wait in one queue, and may be longer than other bodies."""

    queue = ScenarioPayload.queue

    def body_limit(self, settings: Settings) -> int:
        """A story inside JSON has each of its quotes escaped."""
        return settings.MAX_BODY_BYTES + 2 * settings.SCENARIO_STORY_MAX_BYTES


router = APIRouter(tags=["scenario"], route_class=ScenarioRoute)

_ACCEPTED: dict[int | str, dict[str, Any]] = {202: {"model": StoryAccepted}}


@router.post(
    "/edit-scenario", response_model=StoryResult, responses=_ACCEPTED, openapi_extra=TASK_HEADERS
)
async def edit_scenario(request: Request, body: EditRequest) -> Response:
    """이야기를 요청대로 고칩니다. ASYNC_TIMEOUT까지 기다리고, 지나면 202와 작업 주소로 답합니다."""
    return await _edited(request, body)


@router.post(
    "/edit-scenario-async",
    response_model=StoryResult,
    responses=_ACCEPTED,
    openapi_extra=TASK_HEADERS,
)
async def edit_scenario_async(request: Request, body: EditRequest) -> Response:
    """/edit-scenario와 같습니다. 두 경로 모두 비동기로 처리합니다."""
    return await _edited(request, body)


@router.post("/edit-scenario-stream", response_class=Response, responses=TOKEN_STREAM_RESPONSES)
async def edit_scenario_stream(request: Request, body: EditRequest) -> Response:
    """이야기를 고치며 쓰이는 글을 보내고(SSE), 검증한 결과로 끝냅니다(done)."""
    gateway = gateway_of(request)
    stream_place(gateway, request)  # nothing is accepted that could not be shown
    gateway.tasks.refuse_stream(owner_of(request))
    accepted = await gateway.tasks.submit(await _edit(request, body, shown=True))
    task = await gateway.tasks.get(accepted.task_id)
    if task is None:
        raise DatabaseDown
    response = token_stream(gateway, request, task, final)
    response.headers["Location"] = task_address(accepted.task_id)
    return response


@router.post(
    "/scenarios", response_model=StoryResult, responses=_ACCEPTED, openapi_extra=TASK_HEADERS
)
async def create_scenario(request: Request, body: NewStoryRequest) -> Response:
    """새 이야기를 씁니다: 일곱 턴, 세 종목. 알려진 chapterId에는 주제가 정해져 있습니다."""
    settings, seconds = gateway_of(request).settings, _seconds(request)
    submission = story_submission(
        new_order(body, settings),
        body,
        shown=not seconds,
        owner=owner_of(request),
        key=request.headers.get("idempotency-key"),
        settings=settings,
    )
    return await _waited(request, submission, seconds)


@router.post(
    "/scenarios/batch",
    status_code=202,
    response_model=StoryAccepted,
    responses={200: {"model": BatchResult}},
    openapi_extra=TASK_HEADERS,
)
async def create_batch(request: Request, body: BatchRequest) -> Response:
    """여러 편집과 새 이야기를 한 번에 맡깁니다. 진행은 events_url, 결과는 url에서 봅니다."""
    settings = gateway_of(request).settings
    seconds = wait_seconds(request, 0, settings.ASYNC_TIMEOUT)
    submission = batch_submission(
        await batch_orders(body, settings),
        body,
        owner=owner_of(request),
        key=request.headers.get("idempotency-key"),
        settings=settings,
    )
    return await _waited(request, submission, seconds)


async def _edited(request: Request, body: EditRequest) -> Response:
    """Who waits does not look on meanwhile: after a 202 the stream tells the end only."""
    seconds = _seconds(request)
    return await _waited(request, await _edit(request, body, shown=not seconds), seconds)


def _seconds(request: Request) -> float:
    most = gateway_of(request).settings.ASYNC_TIMEOUT
    return wait_seconds(request, most, most)


async def _edit(request: Request, body: EditRequest, *, shown: bool) -> Submission:
    settings = gateway_of(request).settings
    return story_submission(
        await edit_order(body, settings),
        body,
        shown=shown,
        owner=owner_of(request),
        key=request.headers.get("idempotency-key"),
        settings=settings,
    )


async def _waited(request: Request, submission: Submission, seconds: float) -> Response:
    gateway = gateway_of(request)
    accepted = await gateway.tasks.submit(submission)
    waiting = ended(gateway, accepted, seconds, owner_of(request))
    task = await while_connected(request, waiting)
    return note_applied(request, _answer(accepted, task), seconds)


def _answer(accepted: Accepted, task: TaskView | None) -> Response:
    address = task_address(accepted.task_id)
    if task is None:
        return accepted_response(accepted, StoryAccepted.of(accepted.task_id), address)
    if task.status is not TaskStatus.SUCCEEDED:
        raise failure_of(task)
    told = StoryTask.of(task)
    result = told.result or told.results
    if result is None:
        raise failure_of(task)
    return accepted_response(accepted, result, address, 200)
