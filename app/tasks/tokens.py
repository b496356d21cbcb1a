"""Tokens: an answer while it is made, in a capped Redis stream per attempt.

Losing any of it is harmless: the final text always comes from PostgreSQL.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Final, Self
from uuid import UUID, uuid4

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import cancel_until_ended, raise_if_cancelled, run_together
from app.observability.outage import Outage
from app.redis import CALL_SECONDS
from app.tasks.token_text import Piece, TokenText

KEEP_SECONDS: Final = 600.0

_ENTRIES = 20_000  # of one stream: more than a quarter of an hour of pauses
_PAUSE_SECONDS = 0.025
_AWAY_SECONDS = 0.5  # before Redis is tried again
_BLOCK_MS = 500  # shorter than a call's limit
_BATCH = 500

log = structlog.get_logger(__name__)


def token_key(task_id: UUID, attempt: int) -> str:
    """The stream of one attempt."""
    return f"tokens:{task_id}:{attempt}"


class TokenWriter:
    """Implements TextSink for the length of its block. Nobody waits for Redis, and nothing fails.

    The first piece leaves at once, later ones together. What Redis did not take is sent again with
    what follows, so that a reader sees no hole: each entry says where its text begins. A run that
    is broken off leaves nothing: what it wrote is void, or was erased while it still wrote.
    """

    def __init__(
        self, redis: Redis, task_id: UUID, attempt: int, *, keep_seconds: float = KEEP_SECONDS
    ) -> None:
        """``keep_seconds`` after its last piece the stream is gone."""
        self._redis = redis
        self._key = token_key(task_id, attempt)
        self._keep = max(1, round(keep_seconds))
        self._part = 0
        self._told_part = 0
        self._sent = 0
        self._unsent = ""
        self._news = asyncio.Event()
        self._sending = asyncio.Lock()
        self._outage = Outage("tokens_not_shown", "tokens_shown")
        self._sender: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._sender = asyncio.create_task(self._send_news(), name=self._key)
        return self

    async def __aexit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if self._sender is None:
            return
        if failed is None:
            async with self._sending:  # so that no call is broken off
                self._sender.cancel()
            await self._send()
        await cancel_until_ended([self._sender])
        if failed is not None and issubclass(failed, asyncio.CancelledError):
            await self._take_back()

    async def write(self, text: str) -> None:
        """See TextSink."""
        self._unsent += text.encode("utf-8", "replace").decode()  # a lone surrogate can't be sent
        self._news.set()

    async def reset(self) -> None:
        """See TextSink."""
        self._part += 1
        self._sent, self._unsent = 0, ""
        self._news.set()

    async def _send_news(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if await self._send():
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                self._news.set()
                await asyncio.sleep(_AWAY_SECONDS)

    async def _send(self) -> bool:
        """Whether Redis has all that was written before."""
        async with self._sending:
            piece = Piece(self._part, self._sent, self._unsent)
            if not piece.text and piece.part == self._told_part:
                return True
            if not await self._taken(piece):
                return False
            self._told_part = piece.part
            if piece.part == self._part:
                self._sent += len(piece.text)
                self._unsent = self._unsent[len(piece.text) :]
            return True

    async def _taken(self, piece: Piece) -> bool:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                pipeline = self._redis.pipeline(transaction=False)
                pipeline.xadd(self._key, _entry(piece), maxlen=_ENTRIES, approximate=True)
                pipeline.expire(self._key, self._keep)
                await pipeline.execute()
        except (RedisError, OSError, TimeoutError) as exc:
            raise_if_cancelled()
            self._outage.begin(type(exc).__name__)
            return False
        self._outage.end()
        return True

    async def _take_back(self) -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._redis.unlink(self._key)
        except (RedisError, OSError, TimeoutError) as exc:  # it expires
            self._outage.begin(type(exc).__name__)


class TokenFeed:
    """One reader of Redis for all of a gateway's token streams. ``run()`` belongs to the lifespan.

    It reads only the attempts that somebody watches, each once for all who do.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._texts: dict[str, TokenText] = {}
        self._watchers: dict[str, int] = {}
        # A blocked read knows nothing of those who came later: an entry here ends it.
        self._bell = f"tokens:bell:{uuid4()}"
        self._rung_until = "0-0"
        self._joined = asyncio.Event()
        self._watched = asyncio.Event()
        self._outage = Outage("tokens_not_readable", "tokens_readable")

    async def run(self) -> None:
        """Read until cancelled."""
        await run_together(self._read_watched(), self._ring())

    def join(self, task_id: UUID, attempt: int) -> TokenText:
        """The text of an attempt, from its beginning, growing until ``leave``."""
        key = token_key(task_id, attempt)
        if key not in self._texts:
            self._texts[key] = TokenText(key, attempt)
            self._joined.set()
            self._watched.set()
        self._watchers[key] = self._watchers.get(key, 0) + 1
        return self._texts[key]

    def leave(self, text: TokenText) -> None:
        """Once for each ``join``."""
        self._watchers[text.key] -= 1
        if not self._watchers[text.key]:
            del self._watchers[text.key], self._texts[text.key]

    async def catch_up(self, text: TokenText) -> None:
        """Read what is there now: the attempt has ended, and no more will come."""
        await self._read([text], count=None, block=None)

    async def _read_watched(self) -> None:
        while True:
            if not self._texts:
                self._watched.clear()
                await self._watched.wait()
            texts = list(self._texts.values())
            if not await self._read(texts, count=_BATCH, block=_BLOCK_MS):
                await asyncio.sleep(_AWAY_SECONDS)

    async def _read(self, texts: list[TokenText], *, count: int | None, block: int | None) -> bool:
        known = {text.key: text for text in texts}
        places: dict[Any, Any] = {key: text.read_until for key, text in known.items()}
        if block is not None:
            places[self._bell] = self._rung_until
        try:
            answer: Any = await self._redis.xread(places, count=count, block=block)
        except (RedisError, OSError) as exc:
            raise_if_cancelled()
            self._outage.begin(type(exc).__name__)
            return False
        for key, entries in answer:
            if key == self._bell:
                self._rung_until = entries[-1][0]
            else:
                _take(known[key], entries)
        self._outage.end()
        return True

    async def _ring(self) -> None:
        while True:
            await self._joined.wait()
            self._joined.clear()
            try:
                pipeline = self._redis.pipeline(transaction=False)
                pipeline.xadd(self._bell, {"joined": ""}, maxlen=1, approximate=False)
                pipeline.expire(self._bell, round(KEEP_SECONDS))
                await pipeline.execute()
            except (RedisError, OSError) as exc:
                raise_if_cancelled()  # the blocked read ends by itself soon
                self._outage.begin(type(exc).__name__)


def _entry(piece: Piece) -> dict[Any, Any]:
    return {"part": piece.part, "at": piece.at, "text": piece.text}


def _take(text: TokenText, entries: Iterable[tuple[str, dict[str, str]]]) -> None:
    for number, entry in entries:
        text.read_until = number
        try:
            text.add(Piece(int(entry["part"]), int(entry["at"]), entry["text"]))
        except (KeyError, ValueError):
            log.warning("token_not_understood", key=text.key)
