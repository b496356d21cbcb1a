"""From a checked request to a task."""

from app.api.idempotency import idempotency_key
from app.api.v1.llm_tasks.requests import LlmTaskRequest
from app.api.v1.llm_tasks.responses import ACCEPTED, LlmTaskAccepted
from app.config.settings import Settings
from app.domain.errors import CallerError, Rejected
from app.domain.ids import new_task_id
from app.domain.llm_task import LlmChatPayload, LlmMessage, LlmPromptPayload, LlmTaskPayload
from app.tasks.submission import Submission

NEITHER = "Either 'prompt' or 'messages' must be provided."
BOTH = "prompt와 messages 가운데 하나만 보내세요."


def llm_payload(request: LlmTaskRequest, default_tokens: int) -> LlmTaskPayload:
    """What the model is asked. Raises CallerError or Rejected unless it is one thing."""
    if request.prompt and request.messages:
        raise Rejected(BOTH)
    if not request.prompt and not request.messages:
        raise CallerError(NEITHER)
    kind = LlmPromptPayload if request.prompt else LlmChatPayload
    return kind(
        messages=_messages(request),
        model=request.model_name,
        max_tokens=request.max_tokens or default_tokens,
        temperature=request.temperature,
        stop=request.stop_sequences or [],
        cache=request.cache,
    )


def llm_submission(
    request: LlmTaskRequest,
    payload: LlmTaskPayload,
    *,
    owner: str,
    key: str | None,
    queue_position: int,
    settings: Settings,
) -> Submission:
    """The task and the answer."""
    task_id = new_task_id()
    answer = LlmTaskAccepted(task_id=task_id, message=ACCEPTED, queue_position=queue_position)
    return Submission(
        task_id=task_id,
        payload=payload,
        owner=owner,
        deadline=settings.LLM_DEADLINE,
        answer=answer.model_dump(mode="json"),
        idempotency=idempotency_key(key, payload.task_type, request),
    )


def _messages(request: LlmTaskRequest) -> list[LlmMessage]:
    messages = [LlmMessage(role=each.role, content=each.content) for each in request.messages or []]
    if request.prompt:
        messages = [LlmMessage(role="user", content=request.prompt)]
    if request.system_prompt_content and request.system_prompt_content.strip():
        messages.insert(0, LlmMessage(role="system", content=request.system_prompt_content))
    return messages
