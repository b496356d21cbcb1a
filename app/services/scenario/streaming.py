"""A story that is being written, shown while it grows."""

from collections.abc import Awaitable, Callable

import structlog

from app.domain.errors import InfrastructureError
from app.services.llm.protocol import TextSink

log = structlog.get_logger(__name__)

_TURN_BEGINS = '"turn_number"'

Told = Callable[[int, int], Awaitable[None]]


class StreamingHandler:
    """A TextSink that hands the text on and tells of each turn that begins in it.

    ``told`` gets the turn's number and that of the draft: a reply that breaks rules is written
    again. Progress that can't be stored is no reason to lose the story.
    """

    def __init__(self, sink: TextSink, told: Told) -> None:
        self._sink = sink
        self._told = told
        self._draft = 1
        self._turns = 0
        self._tail = ""

    async def write(self, text: str) -> None:
        """See TextSink."""
        await self._sink.write(text)
        seen = self._tail + text
        self._tail = seen[-len(_TURN_BEGINS) + 1 :]
        for _ in range(seen.count(_TURN_BEGINS)):
            self._turns += 1
            await self._tell()

    async def reset(self) -> None:
        """See TextSink."""
        await self._sink.reset()
        self._draft += 1
        self._turns, self._tail = 0, ""

    async def _tell(self) -> None:
        try:
            await self._told(self._turns, self._draft)
        except InfrastructureError as exc:
            log.warning("progress_not_told", reason=exc.slug)
