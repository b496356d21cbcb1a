"""Web pages to their main text and images."""

from urllib.parse import urlsplit

from app.domain.errors import BadReply
from app.domain.search import ExtractedPage, PageImage
from app.services.outbound.client import SafeClient
from app.services.scraping.charset import decode_page
from app.services.scraping.process import ExtractionProcess
from app.services.scraping.text import clean_line, clean_text

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
PAGE_MAX_BYTES = 3_000_000
TEXT_MIN_LENGTH = 60
TEXT_MAX_LENGTH = 30_000
TITLE_MAX_LENGTH = 300
CAPTION_MAX_LENGTH = 200


class WebPageReader:
    """A PageReader. The openers of client and process close them."""

    def __init__(
        self, *, client: SafeClient, extraction: ExtractionProcess, timeout: float
    ) -> None:
        """``timeout`` is for fetching one page, redirects included."""
        self._client = client
        self._extraction = extraction
        self._timeout = timeout

    async def read(self, url: str) -> ExtractedPage:
        """Raise UnsafeUrl, or a ProviderError when there is no text to be had."""
        fetched = await self._client.get(
            url, accept=PAGE_TYPES, max_bytes=PAGE_MAX_BYTES, timeout=self._timeout
        )
        html = decode_page(fetched.content, fetched.charset)
        found = await self._extraction.extract(html, fetched.url)
        host = urlsplit(fetched.url).hostname or fetched.url
        title = clean_line(found.title or "", TITLE_MAX_LENGTH) or host
        text = clean_text(found.text or "", TEXT_MAX_LENGTH).removeprefix(f"{title}\n")
        if len(text) < TEXT_MIN_LENGTH:
            raise BadReply(f"{host}: 페이지에서 본문을 찾지 못했습니다.")
        return ExtractedPage(
            url=fetched.url,
            title=title,
            text=text,
            published_at=found.date,
            images=tuple(_image(each) for each in found.images),
        )


def _image(found: PageImage) -> PageImage:
    return PageImage(url=found.url, caption=clean_line(found.caption, CAPTION_MAX_LENGTH))
