"""Pictures from addresses that a page or a user supplied."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

from app.domain.errors import ProviderTimeout
from app.services.outbound.client import SafeClient
from app.services.pictures.decoding import decode_picture
from app.services.pictures.protocol import LoadedPicture

PICTURE_TYPES = frozenset({"image/jpeg", "image/jpg", "image/png", "image/webp"})
PICTURE_MAX_BYTES = 8_000_000
MODEL_SIDE = 1024  # what vision models look at
_DECODERS = 2  # a picture at the limit of pixels takes 100 MB while it is decoded


class WebPictureLoader:
    """A PictureLoader over the safe client; ``open_picture_loader`` makes it."""

    def __init__(
        self, client: SafeClient, threads: ThreadPoolExecutor, *, longest_side: int
    ) -> None:
        self._client = client
        self._threads = threads
        self._longest_side = longest_side

    async def load(self, url: str, timeout: float) -> LoadedPicture:
        """See PictureLoader."""
        try:
            async with asyncio.timeout(timeout):
                fetched = await self._client.get(
                    url, accept=PICTURE_TYPES, max_bytes=PICTURE_MAX_BYTES, timeout=timeout
                )
                return await self.decode(fetched.content)
        except TimeoutError as exc:
            host = urlsplit(url).hostname or "이미지"
            raise ProviderTimeout(f"{host}: 이미지를 제때 받지 못했습니다.") from exc

    async def decode(self, content: bytes) -> LoadedPicture:
        """See PictureLoader."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, decode_picture, content, self._longest_side
        )


@contextmanager
def open_picture_loader(
    client: SafeClient, *, longest_side: int = MODEL_SIDE
) -> Iterator[WebPictureLoader]:
    """Decodes in threads of its own, and few of them: memory stays bounded."""
    threads = ThreadPoolExecutor(_DECODERS, thread_name_prefix="pictures")
    try:
        yield WebPictureLoader(client, threads, longest_side=longest_side)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
