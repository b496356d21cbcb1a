"""What reading a page gives, from a server whose pages the test writes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from app.domain.errors import (
    AppError,
    BadReply,
    ProviderRefused,
    ProviderTimeout,
    ProviderUnavailable,
    UnsafeUrl,
)
from app.domain.search import ExtractedPage
from app.services.outbound.client import open_safe_client
from app.services.outbound.urls import origin_of
from app.services.scraping.process import ExtractionProcess
from app.services.scraping.reader import PAGE_MAX_BYTES, WebPageReader
from tests.hostile_server import Respond, answer, hostile_server

SENTENCES = [
    "대전의 한 연구소가 태양광으로 움직이는 작은 배를 만들어 금강에 띄웠다.",
    "배는 하루에 20킬로미터를 가며 물의 온도와 탁도를 잰다고 김하늘 연구원이 말했다.",
    "연구소는 내년 봄까지 다섯 척을 더 만들어 한강과 낙동강에서도 시험할 계획이다.",
]
PAGE = f"""<!doctype html><html lang="ko"><head>
<meta charset="CHARSET"><title>강을 재는 배 | 어느 신문</title>
<meta property="og:title" content="강을 재는 태양광 배">
<meta property="article:published_time" content="2024-05-02T09:30:00+09:00">
<style>p {{ color: red }}</style></head><body>
<nav><a href="/">홈</a> <a href="/p">정치</a> <a href="/e">경제</a></nav>
<article><h1>강을 재는 태양광 배</h1>{"".join(f"<p>{s}</p>" for s in SENTENCES)}
<script>track("방문자")</script></article>
<aside><a href="/1">많이 본 뉴스</a></aside><footer>Copyright 2031 무단 전재 금지</footer>
</body></html>"""


# The extracting process takes a while to start, so all tests here share a loop and one process.
pytestmark = pytest.mark.asyncio(loop_scope="module")

Read = Callable[..., Awaitable[ExtractedPage]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def extraction() -> AsyncIterator[ExtractionProcess]:
    async with ExtractionProcess() as process:
        yield process


@pytest.fixture
def read(extraction: ExtractionProcess) -> Read:
    async def read(respond: Respond, *, timeout: float = 5.0) -> ExtractedPage:
        async with hostile_server(respond) as server:
            with open_safe_client(frozenset({server.origin})) as client:
                reader = WebPageReader(client=client, extraction=extraction, timeout=timeout)
                return await reader.read(f"{server.origin}/a")

    return read


@pytest.mark.parametrize(
    ("charset", "content_type"),
    [
        ("utf-8", "text/html; charset=utf-8"),
        ("utf-8", "text/html"),
        ("euc-kr", "text/html"),
        ("euc-kr", "TEXT/HTML; Charset=EUC-KR"),
        ("utf-8", "application/xhtml+xml"),
    ],
)
async def test_title_date_and_main_text(read: Read, charset: str, content_type: str) -> None:
    content = PAGE.replace("CHARSET", charset).encode(charset)
    page = await read(answer(content, content_type=content_type))
    assert page.url.endswith("/a")
    assert page.title == "강을 재는 태양광 배"
    assert page.text == "\n".join(SENTENCES)
    assert page.published_at == datetime(2024, 5, 2, 0, 30, tzinfo=UTC)


async def test_only_the_article_of_a_news_page_is_read(
    extraction: ExtractionProcess, sandbox: str
) -> None:
    with open_safe_client(frozenset({origin_of(sandbox)})) as client:
        reader = WebPageReader(client=client, extraction=extraction, timeout=5)
        page = await reader.read(f"{sandbox}/pages/city-bees-2024")
        with pytest.raises(ProviderRefused):
            await reader.read(f"{sandbox}/pages/no-such-page")
    assert page.title == "옥상으로 올라간 꿀벌, 도심의 꽃을 되살리다"
    assert page.text.startswith("회색 건물 옥상에 놓인 벌통이")
    for clutter in ("광고", "많이 본 기사", "댓글", "무단 전재", "로그인", "dataLayer"):
        assert clutter not in page.text


async def test_a_page_without_a_title_is_called_by_its_host(read: Read) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = await read(answer(f"<html><body>{body}</body></html>".encode()))
    assert page.title == "127.0.0.1"
    assert page.published_at is None


@pytest.mark.parametrize(
    ("respond", "error"),
    [
        (answer(b"<html><body><div id=root></div><script>app()</script></body></html>"), BadReply),
        (answer("<html><body><p>로그인하세요.</p></body></html>".encode()), BadReply),
        (answer(b""), BadReply),
        (answer(b"\x89PNG\r\n" * 50), BadReply),
        (answer(b"%PDF-1.7", content_type="application/pdf"), BadReply),
        (answer(b"x" * (PAGE_MAX_BYTES + 1)), BadReply),
        (answer(status="404 Not Found"), ProviderRefused),
        (answer(status="503 Service Unavailable"), ProviderUnavailable),
        (answer(status="302 Found", Location="http://169.254.169.254/"), UnsafeUrl),
    ],
)
async def test_no_text_to_be_had(read: Read, respond: Respond, error: type[AppError]) -> None:
    with pytest.raises(error):
        await read(respond)


async def test_a_private_address_is_not_even_asked(extraction: ExtractionProcess) -> None:
    async with hostile_server(answer(PAGE.encode())) as server:
        with open_safe_client(frozenset()) as client:
            reader = WebPageReader(client=client, extraction=extraction, timeout=5)
            with pytest.raises(UnsafeUrl):
                await reader.read(server.origin)
    assert server.connections == 0


async def test_a_slow_page_ends_at_the_deadline(read: Read) -> None:
    async def silent(*_: object) -> None:
        await asyncio.sleep(5)

    with pytest.raises(ProviderTimeout):
        await read(silent, timeout=0.3)
