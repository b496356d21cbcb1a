"""A page's messages: what the cache has, and one task for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from app.api.idempotency import body_hash
from app.api.prefer import ended
from app.domain.errors import InfrastructureError, RateLimited
from app.domain.ids import TaskId, new_task_id
from app.domain.recommendation import MessagesPayload, Outfit, OutfitId, OutfitUser
from app.domain.task import Json
from app.lifespan import Gateway
from app.services.recommendations.prompt import message_stamp
from app.tasks.submission import Accepted, IdempotencyKey, Submission

log = structlog.get_logger(__name__)

_NOT_NOW = "지금은 추천 메시지를 쓸 수 없습니다. 잠시 후 다시 시도하세요."

# Why a page lacks messages that no worker tried to write; what else is counted by its slug.
_NO_MODEL = "no_model"
_NO_WORKER = "no_worker"
_PAGE_TIMEOUT = "page_timeout"
_TASK_FAILED = "task_failed"


@dataclass(frozen=True)
class PageMessages:
    """What there is; ``task_id`` tells the rest when some are still being written."""

    texts: Mapping[OutfitId, str]
    task_id: UUID | None = None
    notice: str | None = None


def messages_owner(owner: str, user: OutfitUser) -> str:
    """Messages hold a user's name: they are theirs alone, also among those who share a key."""
    return f"{owner}:user:{user.user_id}"


async def page_messages(
    gateway: Gateway, owner: str, user: OutfitUser, outfits: Sequence[Outfit], *, seconds: float
) -> PageMessages:
    """Waits for ``seconds``. Never an error: a page is more than its messages."""
    if not gateway.settings.has_language_model:
        gateway.message_nulls[_NO_MODEL] += len(outfits)
        return PageMessages({})
    stamps = {each.outfit_id: message_stamp(each, user) for each in outfits}
    known = await gateway.outfit_messages.find(user.user_id, stamps)
    missing = _without(stamps, known)
    if not missing:
        return PageMessages(known)
    try:
        if not await _somebody_works(gateway):
            return _not_now(gateway, known, missing, _NO_WORKER)
        accepted = await _asked(gateway, messages_owner(owner, user), user, missing)
    except (InfrastructureError, RateLimited) as exc:
        return _not_now(gateway, known, missing, exc.slug)
    if not seconds:
        return PageMessages(known, accepted.task_id)
    task = await ended(gateway, accepted, seconds, owner)
    if task is not None and task.result is not None:
        return PageMessages({**known, **_written(task.result, missing)})
    known = await gateway.outfit_messages.find(user.user_id, stamps)  # some are there by now
    missing = _without(stamps, known)
    if task is not None:
        return _not_now(gateway, known, missing, _TASK_FAILED)
    _count(gateway, _PAGE_TIMEOUT, len(missing))
    return PageMessages(known, accepted.task_id)


async def _asked(
    gateway: Gateway, owner: str, user: OutfitUser, missing: Mapping[OutfitId, str]
) -> Accepted:
    """The task that writes them all: one that is under way, else a new one.

    A user's tasks share a lane: the next one finds what the ones before it wrote. Pages that ask
    for the same at the same time share a key, and so a task.
    """
    lane, stamps = f"recommendation:{user.user_id}", tuple(missing.values())
    before = await gateway.message_tasks.asked_before(lane, owner, stamps)
    if before.task_id is not None:
        return Accepted(TaskId(before.task_id), {}, replayed=True)
    payload = MessagesPayload(user_id=user.user_id, outfit_ids=list(missing), stamps=stamps)
    content = body_hash(payload.task_type, payload)
    return await gateway.tasks.submit(
        Submission(
            task_id=new_task_id(),
            payload=payload,
            owner=owner,
            deadline=gateway.settings.RECOMMENDATION_DEADLINE,
            answer={},
            idempotency=IdempotencyKey(f"{before.position}:{content.hex()}", content),
            lane=lane,
        )
    )


async def _somebody_works(gateway: Gateway) -> bool:
    """Without a worker a task would only wait for its deadline, and the page with it."""
    live = await gateway.workers.live()
    return any(MessagesPayload.queue in worker.queues for worker in live)


def _without(stamps: Mapping[OutfitId, str], known: Mapping[OutfitId, str]) -> dict[OutfitId, str]:
    return {each: stamp for each, stamp in stamps.items() if each not in known}


def _written(result: Json, wanted: Mapping[OutfitId, str]) -> dict[OutfitId, str]:
    messages = result["messages"]
    return {each: text for each in wanted if (text := messages.get(str(each))) is not None}


def _not_now(
    gateway: Gateway, known: Mapping[OutfitId, str], missing: Mapping[OutfitId, str], reason: str
) -> PageMessages:
    _count(gateway, reason, len(missing))
    return PageMessages(known, notice=_NOT_NOW if missing else None)


def _count(gateway: Gateway, reason: str, messages: int) -> None:
    if messages:
        log.warning("messages_missing", reason=reason, messages=messages)
        gateway.message_nulls[reason] += messages
