"""Scripts: accept, tell, cancel, show what they show."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response

from app.api.files import file_response
from app.api.idempotency import accepted_response, idempotency_key
from app.api.json_route import JsonRoute
from app.api.own_task import cancel_task
from app.api.prefer import TASK_HEADERS, ended, note_applied, wait_seconds
from app.api.task_events import EVENT_STREAM, task_events
from app.api.v1.scripts.current import CurrentScript
from app.api.v1.scripts.responses import ScriptAccepted, ScriptCancelled, ScriptProgress
from app.dependencies import GatewayDep, Owner, gateway_of, owner_of
from app.domain.errors import DatabaseDown, NotFound
from app.domain.ids import new_task_id
from app.domain.links import ScriptLinks
from app.domain.script import ScriptPayload, ScriptRequest
from app.tasks.submission import Submission

JPEG = "image/jpeg"


class ScriptRoute(JsonRoute):
    """Scripts wait in one queue."""

    queue = ScriptPayload.queue


router = APIRouter(prefix="/api/v1/scripts", tags=["scripts"], route_class=ScriptRoute)


@router.post(
    "",
    status_code=202,
    response_model=ScriptAccepted,
    responses={200: {"model": ScriptProgress}},
    openapi_extra=TASK_HEADERS,
)
async def create_script(request: Request, body: ScriptRequest) -> Response:
    """주제에 관한 뉴스를 찾아 영상 대본을 씁니다. 접수가 저장된 뒤에 답합니다."""
    gateway, owner = gateway_of(request), owner_of(request)
    seconds = wait_seconds(request, 0, gateway.settings.ASYNC_TIMEOUT)
    task_id = new_task_id()
    submission = Submission(
        task_id=task_id,
        payload=ScriptPayload(request=body),
        owner=owner,
        deadline=gateway.settings.SCRIPT_DEADLINE,
        answer=ScriptAccepted(task_id=task_id).model_dump(mode="json"),
        idempotency=idempotency_key(
            request.headers.get("idempotency-key"), ScriptPayload.task_type, body
        ),
    )
    accepted = await gateway.tasks.submit(submission)
    answer = ScriptAccepted.model_validate(accepted.answer)
    location = ScriptLinks(gateway.settings.PUBLIC_BASE_URL or "").status(answer.task_id)
    response = accepted_response(accepted, answer, location)
    if await ended(gateway, accepted, seconds, owner):
        with suppress(DatabaseDown):  # it was accepted all the same
            script = await gateway.scripts.get(answer.task_id, owner)
            if script is not None:
                response = accepted_response(accepted, ScriptProgress.of(script), location, 200)
    return note_applied(request, response, seconds)


@router.get("/{task_id}")
async def get_script(script: CurrentScript) -> ScriptProgress:
    """대본 작업의 상태와, 끝났으면 결과를 알려 줍니다."""
    return ScriptProgress.of(script)


@router.get("/{task_id}/events", response_class=Response, responses=EVENT_STREAM)
async def stream_script_events(
    script: CurrentScript,
    gateway: GatewayDep,
    owner: Owner,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """진행 상황을 실시간으로 알립니다(SSE). Last-Event-ID 다음부터, 끝난 뒤에도 처음부터."""
    return task_events(
        gateway,
        owner,
        last_event_id,
        task_id=script.task_id,
        status=script.status,
        last_event=script.last_event,
    )


@router.get("/{task_id}/images/{sha256}", response_class=Response)
async def get_script_image(
    request: Request,
    script: CurrentScript,
    gateway: GatewayDep,
    owner: Owner,
    sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")],
) -> Response:
    """대본의 자료에 실린 이미지(JPEG)입니다."""
    file = await gateway.scripts.picture(script.task_id, sha256, owner)
    if file is None:
        raise NotFound("그런 이미지가 없거나 보관 기간이 지났습니다.")
    return await file_response(request, file, gateway.paths, JPEG)


@router.post("/{task_id}/cancel", status_code=202)
async def cancel_script(script: CurrentScript, gateway: GatewayDep) -> ScriptCancelled:
    """대본 작성을 멈춥니다. 이미 취소된 작업에는 같은 답을 합니다."""
    await cancel_task(gateway, script.task_id, "이미 끝난 대본 작업은 취소할 수 없습니다.")
    return ScriptCancelled(task_id=script.task_id)
