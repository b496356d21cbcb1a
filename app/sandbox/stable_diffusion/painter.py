"""The one call that is being drawn: the real server, too, draws one at a time.

A call that has begun is drawn to its end or to an interrupt, even when its client leaves.
"""

import asyncio
from dataclasses import dataclass, field
from time import monotonic

from PIL import Image

from app.sandbox.drawing.picture import draw_picture
from app.sandbox.stable_diffusion.noise import unfinished
from app.sandbox.stable_diffusion.requests import Txt2ImgRequest


@dataclass
class Job:
    """A call's pictures; ``seconds`` is the latency that is spent as sampling steps."""

    request: Txt2ImgRequest
    seconds: float
    step: int = 0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    drawn: list[Image.Image] = field(default_factory=list)

    @property
    def progress(self) -> float:
        """0 to 1."""
        return self.step / self.request.steps


class Painter:
    """Draws calls one after another."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self._turn = asyncio.Lock()
        self._work: asyncio.Future[list[Image.Image]] | None = None

    async def paint(self, request: Txt2ImgRequest, seconds: float) -> list[Image.Image]:
        """The pictures, unfinished ones after an interrupt."""
        await self._turn.acquire()
        self.job = Job(request, seconds)
        self._work = asyncio.ensure_future(self._run(self.job))
        return await asyncio.shield(self._work)

    def interrupt(self) -> None:
        """End the running call early; when nothing runs, nothing happens."""
        if self.job:
            self.job.stop.set()

    async def _run(self, job: Job) -> list[Image.Image]:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_draw(job))
                group.create_task(_sample(job))
            if not job.stop.is_set():
                return job.drawn
            share = job.progress
            return [await asyncio.to_thread(unfinished, each, share) for each in job.drawn]
        finally:
            self.job = None
            self._turn.release()


async def _draw(job: Job) -> None:
    asked = job.request
    for index in range(asked.batch_size * asked.n_iter):
        picture = await asyncio.to_thread(
            draw_picture, asked.prompt, asked.seed + index, asked.width, asked.height
        )
        job.drawn.append(picture)


async def _sample(job: Job) -> None:
    """Count the steps at an even pace, until an interrupt."""
    begun = monotonic()
    for step in range(1, job.request.steps + 1):
        due = begun + job.seconds * step / job.request.steps
        if await _interrupted(job, due - monotonic()):
            return
        job.step = step


async def _interrupted(job: Job, within: float) -> bool:
    if within > 0:
        try:
            await asyncio.wait_for(job.stop.wait(), within)
        except TimeoutError:
            return False
    return job.stop.is_set()
