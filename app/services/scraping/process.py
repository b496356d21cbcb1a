"""The process that extracts text, seen from its parent."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from types import TracebackType
from typing import Self

from pydantic import AwareDatetime, BaseModel, ValidationError

from app.config.group import PROJECT_ROOT
from app.domain.errors import BadReply
from app.domain.search import PageImage

_LENGTH_BYTES = 8
# The child limits its own processor time; this is for one that no longer does.
_LONGEST_SECONDS = 20.0
_MOST_REPLY_BYTES = 20_000_000


class ExtractedText(BaseModel):
    """What was found in a page."""

    title: str | None
    text: str | None
    date: AwareDatetime | None
    images: list[PageImage] = []


class ExtractionProcess:
    """One child, one page at a time; another takes its place when it died."""

    def __init__(self) -> None:
        self._child: Process | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        # Its imports take a second, which the first page need not wait for.
        await self._running_child()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._stop()

    async def extract(self, html: str, url: str) -> ExtractedText:
        """BadReply when the page is more than the child can take."""
        request = json.dumps({"html": html, "url": url}, ensure_ascii=False).encode()
        async with self._turn:
            answered = False
            try:
                async with asyncio.timeout(_LONGEST_SECONDS):
                    reply = await _ask(await self._running_child(), request)
                answered = True
            except (TimeoutError, EOFError, OSError) as exc:
                raise BadReply("페이지가 너무 복잡해서 본문을 추출하지 못했습니다.") from exc
            finally:
                # A child that still owes an answer would give it to the next page.
                if not answered:
                    await self._stop()
        try:
            return ExtractedText.model_validate_json(reply)
        except ValidationError as exc:
            raise BadReply("페이지에서 추출한 본문을 해석할 수 없습니다.") from exc

    async def _running_child(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "app.services.scraping.child"),
                cwd=PROJECT_ROOT,
                stdin=PIPE,
                stdout=PIPE,
                start_new_session=True,  # Ctrl-C is for the parent, which closes the child in turn
            )
        return self._child

    async def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            child.kill()
        await child.wait()


async def _ask(child: Process, request: bytes) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(len(request).to_bytes(_LENGTH_BYTES) + request)
    await child.stdin.drain()
    length = int.from_bytes(await child.stdout.readexactly(_LENGTH_BYTES))
    if length > _MOST_REPLY_BYTES:
        raise EOFError
    return await child.stdout.readexactly(length)
