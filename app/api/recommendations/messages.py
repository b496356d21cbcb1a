"""A page's messages: what the cache has, and one task for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from app.api.prefer import ended
from app.domain.errors import InfrastructureError, QueueFull, RateLimited
from app.domain.ids import new_task_id
from app.domain.recommendation import MessagesPayload, Outfit, OutfitId, OutfitUser
from app.domain.steps import step_key
from app.domain.task import Json
from app.lifespan import Gateway
from app.services.recommendations.prompt import message_stamp
from app.tasks.submission import Accepted, Submission

log = structlog.get_logger(__name__)

_NOT_NOW = "지금은 추천 메시지를 쓸 수 없습니다. 잠시 후 다시 시도하세요."


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
    if not outfits or not gateway.settings.has_language_model:
        return PageMessages({})
    stamps = {each.outfit_id: message_stamp(each, user) for each in outfits}
    known = await gateway.outfit_messages.find(user.user_id, stamps)
    missing = {each: stamp for each, stamp in stamps.items() if each not in known}
    if not missing:
        return PageMessages(known)
    try:
        accepted = await _submit(gateway, owner, user, missing)
    except (InfrastructureError, RateLimited) as exc:
        log.warning("messages_not_asked_for", reason=exc.slug, messages=len(missing))
        return PageMessages(known, notice=_NOT_NOW)
    task = await ended(gateway, accepted, seconds, owner)
    if task is not None and task.result is not None:
        return PageMessages({**known, **_written(task.result)})
    if seconds:  # some are there by now
        known = await gateway.outfit_messages.find(user.user_id, stamps)
    return PageMessages(known, None if task else accepted.task_id)


async def _submit(
    gateway: Gateway, owner: str, user: OutfitUser, missing: Mapping[OutfitId, str]
) -> Accepted:
    if not await _somebody_works(gateway):
        raise QueueFull("추천 메시지를 쓰는 워커가 없습니다.")
    return await gateway.tasks.submit(
        Submission(
            task_id=new_task_id(),
            payload=MessagesPayload(user_id=user.user_id, outfit_ids=list(missing)),
            owner=messages_owner(owner, user),
            deadline=gateway.settings.RECOMMENDATION_DEADLINE,
            answer={},
            # The same page twice at once: the second task finds what the first one wrote.
            lane=step_key(f"recommendation:{user.user_id}", *missing.values()),
        )
    )


async def _somebody_works(gateway: Gateway) -> bool:
    """Without a worker a task would only wait for its deadline, and the page with it."""
    live = await gateway.workers.live()
    return any(MessagesPayload.queue in worker.queues for worker in live)


def _written(result: Json) -> dict[OutfitId, str]:
    messages = result["messages"].items()
    return {OutfitId(int(each)): text for each, text in messages if text is not None}
