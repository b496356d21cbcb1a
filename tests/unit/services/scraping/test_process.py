import asyncio
import os
import signal
from collections.abc import AsyncIterator

import psutil
import pytest
import pytest_asyncio

from app.domain.errors import BadReply
from app.services.scraping.process import ExtractionProcess

ARTICLE = "".join(
    f"<p>{n}번째 문장입니다. 연구진은 수컷 쥐에게 바이러스를 감염시켰다고 밝혔다.</p>"
    for n in range(8)
)
PAGE = f"<html><head><title>제목</title></head><body><article>{ARTICLE}</article></body></html>"
URL = "https://news.example/1"
# libxml2 compares each attribute with every other.
BOMB = "<p " + " ".join(f"a{n}=b" for n in range(150_000)) + ">"


# The process takes a while to start, so the tests share a loop and one process.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def extraction() -> AsyncIterator[ExtractionProcess]:
    async with ExtractionProcess() as process:
        yield process


def children() -> list[psutil.Process]:
    return [c for c in psutil.Process().children() if "app.services.scraping.child" in c.cmdline()]


async def test_pages_share_one_child(extraction: ExtractionProcess) -> None:
    found = await asyncio.gather(*(extraction.extract(PAGE, URL) for _ in range(5)))
    assert all(page.title == "제목" and "7번째 문장" in (page.text or "") for page in found)
    assert len(children()) == 1


async def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_read(
    extraction: ExtractionProcess,
) -> None:
    # Well before the parent's own limit: the child ended itself.
    async with asyncio.timeout(15):
        with pytest.raises(BadReply):
            await extraction.extract(BOMB, URL)
    assert (await extraction.extract(PAGE, URL)).title == "제목"


@pytest.mark.parametrize(
    "page", ["", "그냥 글", "<" * 10_000, "<p>" + "<b>" * 100_000, "\x00\x0b<p>a"]
)
async def test_strange_pages_have_no_text_or_little(
    extraction: ExtractionProcess, page: str
) -> None:
    found = await extraction.extract(page, URL)
    assert len(found.text or "") < 10


async def test_a_cancelled_page_leaves_nothing_to_the_next(extraction: ExtractionProcess) -> None:
    await extraction.extract(PAGE, URL)
    task = asyncio.ensure_future(extraction.extract(PAGE.replace("제목", "취소"), URL))
    await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await extraction.extract(PAGE, URL)).title == "제목"


async def test_a_killed_child_is_replaced(extraction: ExtractionProcess) -> None:
    await extraction.extract(PAGE, URL)
    [child] = children()
    os.kill(child.pid, signal.SIGKILL)
    await asyncio.sleep(0.1)
    assert (await extraction.extract(PAGE, URL)).title == "제목"


async def test_closing_ends_the_child() -> None:
    before = len(children())
    async with ExtractionProcess() as process:
        await process.extract(PAGE, URL)
        assert len(children()) == before + 1
    assert len(children()) == before
