"""Chat messages: accept, tell, stream, cancel."""

from contextlib import suppress
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from app.api.idempotency import accepted_response
from app.api.json_route import JsonRoute
from app.api.own_task import cancel_task
from app.api.prefer import PREFER_HEADER, ended, note_applied, wait_seconds
from app.api.spam import refuse_spam
from app.api.token_stream import TOKEN_STREAM_RESPONSES, ended_stream, token_stream
from app.api.v2.chat.lookup import CurrentMessage
from app.api.v2.chat.requests import ChatRequest
from app.api.v2.chat.responses import CANCELLED, ChatAccepted, ChatMessage
from app.api.v2.chat.submission import chat_submission
from app.dependencies import GatewayDep, gateway_of, owner_of
from app.domain.chat import ChatPayload
from app.domain.errors import DatabaseDown, IdempotencyMismatch, NotFound


class ChatRoute(JsonRoute):
    """Messages wait in one queue."""

    queue = ChatPayload.queue


router = APIRouter(prefix="/api/v2/chat", tags=["chat"], route_class=ChatRoute)


@router.post(
    "",
    status_code=202,
    response_model=ChatAccepted,
    responses={200: {"model": ChatMessage}},
    openapi_extra=PREFER_HEADER,
)
async def send_message(request: Request, body: ChatRequest) -> Response:
    """메시지를 보냅니다. 한 방의 메시지는 차례로, 같은 request_id는 한 번만 처리합니다."""
    gateway, owner = gateway_of(request), owner_of(request)
    settings = gateway.settings
    seconds = wait_seconds(request, 0, settings.ASYNC_TIMEOUT)
    submission = chat_submission(
        body,
        owner=owner,
        deadline=settings.CHAT_DEADLINE,
        max_length=settings.CHAT_MAX_MESSAGE_LENGTH,
        trusted_origins=gateway.trusted_origins,
        backend_url=settings.BACKEND_RECEIVE_API_URL,
    )
    await refuse_spam(request, body.user_id, body.message)
    try:
        accepted = await gateway.tasks.submit(submission)
    except IdempotencyMismatch as exc:
        raise IdempotencyMismatch(
            "같은 request_id로 다른 내용의 메시지가 이미 접수되었습니다. 새 request_id를 쓰세요."
        ) from exc
    answer = ChatAccepted.model_validate(accepted.answer)
    location = f"/api/v2/chat/{quote(answer.request_id)}"
    response = accepted_response(accepted, answer, location)
    if await ended(gateway, accepted, seconds, owner):
        with suppress(DatabaseDown):  # it was accepted all the same
            message = await gateway.chats.message(owner, answer.request_id)
            if message is not None:
                response = accepted_response(accepted, ChatMessage.of(message), location, 200)
    return note_applied(request, response, seconds)


@router.get("/{request_id}")
async def get_message(message: CurrentMessage) -> ChatMessage:
    """메시지의 상태와 답입니다."""
    return ChatMessage.of(message)


@router.get("/{request_id}/stream", response_class=Response, responses=TOKEN_STREAM_RESPONSES)
async def stream_message(
    request: Request, message: CurrentMessage, gateway: GatewayDep
) -> Response:
    """답을 쓰는 대로 보여 줍니다(SSE). 언제든 들어오고, Last-Event-ID로 이어 볼 수 있습니다."""
    task = await gateway.tasks.get(message.task_id)
    if task is None and message.answer is None:
        raise NotFound("스트림의 보관 기간이 지났습니다.")
    if task is None:
        return ended_stream(gateway, request, ChatMessage.of(message).model_dump(mode="json"))
    return token_stream(gateway, request, task, lambda it: ChatMessage.answered(message, it))


@router.post("/{request_id}/cancel", status_code=202)
async def cancel_message(message: CurrentMessage, gateway: GatewayDep) -> ChatAccepted:
    """처리를 멈춥니다. 메시지는 기록에 남지만 다음 답의 맥락에는 들지 않습니다."""
    await cancel_task(gateway, message.task_id, "이미 끝난 메시지는 취소할 수 없습니다.")
    return ChatAccepted(message=CANCELLED, request_id=message.request_id)
