"""The spam filter: who floods, and who says the same again and again, has to wait."""

import hashlib
import time
import unicodedata
from typing import NamedTuple

import structlog
from redis.exceptions import RedisError

from app.cancellation import raise_if_cancelled
from app.config.product_settings import SpamSettings
from app.domain.errors import RateLimited
from app.services.spam.counters import Counters, Tally

_AWAY_SECONDS = 5.0  # before Redis is asked again

log = structlog.get_logger(__name__)


class _Limit(NamedTuple):
    """What is counted under ``name``; 0 is no limit."""

    name: str
    most: int
    sentence: str


class SpamFilter:
    """Counts each user's messages over all processes, or in this one while Redis is away."""

    def __init__(self, shared: Counters, local: Counters, settings: SpamSettings) -> None:
        self._shared = shared
        self._local = local
        self._settings = settings
        self._away_until = 0.0

    async def check(self, user: str, message: str) -> None:
        """Count the message. Raises RateLimited when it is one too many."""
        flood = _Limit(_name("flood", user), self._settings.SPAM_MAX_MESSAGES, _FLOOD)
        await self._refuse(flood, self._repeats(user, message))

    async def check_repeats(self, user: str, message: str) -> None:
        """Likewise, of the same messages only."""
        await self._refuse(self._repeats(user, message))

    def _repeats(self, user: str, message: str) -> "_Limit":
        name = _name("repeat", user, _gist(message))
        return _Limit(name, self._settings.SPAM_MAX_REPEATS, _REPEAT)

    async def _refuse(self, *limits: "_Limit") -> None:
        counted = [limit for limit in limits if limit.most]
        if not counted:
            return
        tallies = await self._count([limit.name for limit in counted])
        for tally, limit in zip(tallies, counted, strict=True):
            if tally.count > limit.most:
                raise RateLimited(limit.sentence, retry_after=tally.seconds_left)

    async def _count(self, names: list[str]) -> list[Tally]:
        window = self._settings.SPAM_WINDOW_SECONDS
        if time.monotonic() >= self._away_until:
            try:
                return await self._shared.count(names, window)
            except (RedisError, OSError, TimeoutError) as exc:
                raise_if_cancelled()
                self._away_until = time.monotonic() + _AWAY_SECONDS
                log.warning("spam_counted_here", reason=type(exc).__name__)
        return await self._local.count(names, window)


_FLOOD = "메시지를 너무 빨리 보내고 있습니다. 잠시 후 다시 보내세요."
_REPEAT = "같은 메시지를 되풀이해서 보내고 있습니다. 잠시 후 다시 보내거나 내용을 바꾸세요."


def _name(*parts: str) -> str:
    """Tells nobody who said what."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"spam:{parts[0]}:{digest[:32]}"


def _gist(message: str) -> str:
    """The same for messages that differ in case, width or spaces only."""
    return " ".join(unicodedata.normalize("NFKC", message).casefold().split())
