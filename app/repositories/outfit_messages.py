"""Written messages in Redis, for a day. A cache: whatever is lost is written again."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from pydantic import BaseModel, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import raise_if_cancelled
from app.domain.recommendation import OutfitId, UserId
from app.redis import CALL_SECONDS

log = structlog.get_logger(__name__)


class _Kept(BaseModel):
    message: str
    stamp: str


class OutfitMessages:
    """One message per outfit and user; a stamp tells what it was made of.

    A message whose stamp is not the one asked for is dropped: the outfit has changed since.
    """

    def __init__(self, redis: Redis, *, hours: float) -> None:
        self._redis = redis
        self._seconds = max(1, round(hours * 3600))

    async def find(self, user_id: UserId, stamps: Mapping[OutfitId, str]) -> dict[OutfitId, str]:
        """The messages that are there; none when Redis is away."""
        keys = [_key(outfit_id, user_id) for outfit_id in stamps]
        values = await self._values(keys) if keys else []
        messages: dict[OutfitId, str] = {}
        old: list[str] = []
        for key, value, (outfit_id, stamp) in zip(keys, values, stamps.items(), strict=False):
            if value is None:
                continue
            if message := _message(value, stamp):
                messages[outfit_id] = message
            else:
                old.append(key)
        if old:
            await self._drop(old)
        return messages

    async def keep(self, user_id: UserId, outfit_id: OutfitId, stamp: str, message: str) -> None:
        """Nothing happens when Redis is away."""
        value = _Kept(message=message, stamp=stamp).model_dump_json()
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._redis.set(_key(outfit_id, user_id), value, ex=self._seconds)
        except (RedisError, OSError, TimeoutError) as exc:
            raise_if_cancelled()
            log.warning("message_not_kept", reason=type(exc).__name__)

    async def _values(self, keys: list[str]) -> list[str | None]:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                values: list[Any] = await self._redis.mget(keys)
                return values
        except (RedisError, OSError, TimeoutError) as exc:
            raise_if_cancelled()
            log.warning("messages_not_read", reason=type(exc).__name__)
            return []

    async def _drop(self, keys: list[str]) -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._redis.unlink(*keys)
        except (RedisError, OSError, TimeoutError) as exc:
            raise_if_cancelled()
            log.warning("messages_not_dropped", reason=type(exc).__name__)


def _key(outfit_id: OutfitId, user_id: UserId) -> str:
    return f"llm_message:{outfit_id}:{user_id}"


def _message(value: str, stamp: str) -> str | None:
    try:
        kept = _Kept.model_validate_json(value)
    except ValidationError:
        return None
    return kept.message if kept.stamp == stamp else None
