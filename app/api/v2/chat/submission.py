"""From a checked message to a task."""

from app.api.idempotency import body_hash
from app.api.request_body import checked_url
from app.api.v2.chat.requests import ChatRequest
from app.api.v2.chat.responses import ACCEPTED
from app.api.validation_messages import invalid
from app.domain.chat import ChatPayload, chat_webhook, room_lane
from app.domain.ids import new_task_id
from app.repositories.chat_effects import accepted_message_effects
from app.tasks.submission import IdempotencyKey, Submission

# A request id is its message's idempotency key. No header's key has a space in it.
REQUEST_ID_KEY = "chat "


def chat_submission(
    request: ChatRequest,
    *,
    owner: str,
    deadline: float,
    max_length: int,
    trusted_origins: frozenset[str],
    backend_url: str | None,
) -> Submission:
    """The task, the message's row, and the answer. Raises RequestValidationError.

    Who waits for a webhook (``backend_url``: without a callback of the message's own) also hears of
    its failure.
    """
    if len(request.message) > max_length:
        raise invalid(("body", "message"), f"{max_length}자 이하여야 합니다.")
    payload = ChatPayload(
        request_id=request.request_id,
        room_id=request.room_id,
        user_id=request.user_id,
        message=request.message,
        callback_url=checked_url(request.callback_url, ("callback_url",), trusted_origins),
    )
    return Submission(
        task_id=new_task_id(),
        payload=payload,
        owner=owner,
        deadline=deadline,
        answer={"message": ACCEPTED, "request_id": request.request_id},
        idempotency=IdempotencyKey(
            f"{REQUEST_ID_KEY}{request.request_id}", body_hash(payload.task_type, request)
        ),
        lane=room_lane(owner, request.room_id),
        effects=accepted_message_effects(),
        failure_webhook=chat_webhook("failure", payload, "", backend_url),
    )
