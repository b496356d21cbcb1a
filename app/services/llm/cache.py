"""Answers that may be reused for an hour, for requests that allow it."""

import asyncio
import hashlib
import json
from dataclasses import asdict
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import raise_if_cancelled
from app.redis import CALL_SECONDS
from app.services.llm.protocol import Completion, ModelRequest

SECONDS = 3600
_COMPLETION = TypeAdapter(Completion)

log = structlog.get_logger(__name__)


class ResponseCache:
    """``llm_response:{hash}`` in Redis. Without Redis nothing is reused, and nothing fails."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, request: ModelRequest, model: str) -> Completion | None:
        """The answer of ``model`` to the same request for the same ``cache``."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                stored = await self._redis.get(_key(request, model))
        except (RedisError, OSError) as exc:
            raise_if_cancelled()
            log.warning("llm_cache_unavailable", error=type(exc).__name__)
            return None
        return _read(stored) if stored else None

    async def put(self, request: ModelRequest, model: str, completion: Completion) -> None:
        """Keep it."""
        text = json.dumps(asdict(completion), ensure_ascii=False)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._redis.set(_key(request, model), text, ex=SECONDS)
        except (RedisError, OSError) as exc:
            raise_if_cancelled()
            log.warning("llm_cache_unavailable", error=type(exc).__name__)


def _read(stored: str | bytes) -> Completion | None:
    """None for what another version of the program stored."""
    try:
        return _COMPLETION.validate_json(stored)
    except ValidationError:
        log.info("llm_cache_unreadable")
        return None


def _key(request: ModelRequest, model: str) -> str:
    """Of everything that makes the answer what it is; ``name`` and its haste do not."""
    asked: dict[str, Any] = {**asdict(request), "model": model}
    del asked["name"], asked["seconds"], asked["urgent"]
    said = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=_digest)
    return f"llm_response:{hashlib.sha256(said.encode()).hexdigest()}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
