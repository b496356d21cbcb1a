"""The policy around an image server: limits, one retry, and stopping what nobody waits for."""

import asyncio
import time
from collections.abc import Coroutine
from contextlib import suppress

import structlog

from app.domain.errors import InfrastructureError, ProviderError, ProviderTimeout
from app.services.images.protocol import ImageRequest, ImageServer
from app.services.retry import provider_tries
from app.services.slots import Slot, Slots

log = structlog.get_logger(__name__)

_TRIES = 2


class ImageService:
    """Implements ImageGenerator over one ImageServer.

    ``parallel`` bounds the calls in this process and, through ``slots``, in all of them.
    """

    def __init__(self, server: ImageServer, slots: Slots, *, endpoint: str, parallel: int) -> None:
        self._server = server
        self._slots = slots
        self._endpoint = endpoint
        self._parallel = parallel
        self._here = asyncio.Semaphore(parallel)

    async def generate(self, request: ImageRequest) -> bytes:
        """See ImageGenerator."""
        async for attempt in provider_tries(_TRIES):
            with attempt:
                # Decoded outside the slot: the next picture is drawn meanwhile.
                return await self._server.picture(await self._draw(request))
        raise AssertionError("provider_tries ends with a result or an error")

    async def _draw(self, request: ImageRequest) -> bytes:
        async with self._here, self._slots.hold(self._endpoint, self._parallel) as slot:
            started = time.monotonic()
            try:
                reply = await self._server.draw(request)
            except (asyncio.CancelledError, ProviderTimeout):
                await _to_the_end(self._stop_drawing(slot))
                raise
        log.info("image_call", seconds=round(time.monotonic() - started, 3), bytes=len(reply))
        return reply

    async def _stop_drawing(self, slot: Slot) -> None:
        """Interrupting stops whatever the server draws: only safe while nobody else may draw."""
        try:
            if self._parallel == 1 and await slot.still_ours():
                await self._server.interrupt()
        except (ProviderError, InfrastructureError) as exc:
            log.warning("image_interrupt_failed", error=exc.slug)


async def _to_the_end(work: Coroutine[None, None, None]) -> None:
    """Wait for ``work``, which is short, even when cancelled (again) meanwhile."""
    running = asyncio.ensure_future(work)
    while not running.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(running)
    running.result()
