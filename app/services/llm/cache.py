"""Answers that may be reused for an hour, for requests that allow it."""

import asyncio
import hashlib
import json
from dataclasses import asdict
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.services.llm.protocol import Completion, ModelRequest

SECONDS = 3600
_PATIENCE = 1.0  # seconds: a frozen Redis must not hold up an answer

log = structlog.get_logger(__name__)


class ResponseCache:
    """``llm_response:{hash}`` in Redis. Without Redis nothing is reused, and nothing fails."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, request: ModelRequest) -> Completion | None:
        """The answer to the same request for the same ``cache``."""
        try:
            async with asyncio.timeout(_PATIENCE):
                stored = await self._redis.get(_key(request))
        except (RedisError, OSError) as exc:
            log.warning("llm_cache_unavailable", error=type(exc).__name__)
            return None
        return Completion(**json.loads(stored)) if stored else None

    async def put(self, request: ModelRequest, completion: Completion) -> None:
        """Keep it."""
        text = json.dumps(asdict(completion), ensure_ascii=False)
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._redis.set(_key(request), text, ex=SECONDS)
        except (RedisError, OSError) as exc:
            log.warning("llm_cache_unavailable", error=type(exc).__name__)


def _key(request: ModelRequest) -> str:
    """Of everything that makes the answer what it is; ``name`` and its haste do not."""
    asked: dict[str, Any] = asdict(request)
    del asked["name"], asked["seconds"], asked["urgent"]
    said = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=_digest)
    return f"llm_response:{hashlib.sha256(said.encode()).hexdigest()}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
