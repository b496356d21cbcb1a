"""Pictures that no reader should fall for; each is what its name says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import cache
from io import BytesIO

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from PIL import Image

from app.sandbox.drawing.bomb import bomb_png

HUGE_BYTES = 50_000_000
_PRIVATE = "http://169.254.169.254/latest/meta-data/"
_CHUNK = 64 * 1024
_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


async def hostile_reply(name: str) -> Response | None:
    """None for a name that is none of them."""
    if name == "hang.jpg":
        await asyncio.Event().wait()  # ends when the client leaves
    make = _REPLIES.get(name)
    return await asyncio.to_thread(make) if make else None


def _page_as_jpeg() -> Response:
    page = "<!doctype html><title>로그인</title><p>로그인이 필요합니다.</p>"
    return Response(page, media_type="image/jpeg")


def _announced() -> Response:
    return StreamingResponse(_noise(), 200, {"content-length": str(HUGE_BYTES)}, "image/jpeg")


def _half_a_jpeg() -> Response:
    whole = _jpeg()
    return Response(whole[: len(whole) // 2], media_type="image/jpeg")


async def _noise() -> AsyncIterator[bytes]:
    """A JPEG's first bytes, then nothing but zeros, never the whole of it in memory."""
    yield b"\xff\xd8\xff\xe0" + bytes(_CHUNK - 4)
    for _ in range(HUGE_BYTES // _CHUNK - 1):
        yield bytes(_CHUNK)
        await asyncio.sleep(0)
    yield bytes(HUGE_BYTES % _CHUNK)


@cache
def _jpeg() -> bytes:
    data = BytesIO()
    Image.effect_noise((640, 480), 60).save(data, "JPEG")
    return data.getvalue()


@cache
def _animation() -> bytes:
    data = BytesIO()
    frames = [Image.new("RGB", (320, 240), color) for color in ("red", "white", "blue")]
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:], duration=200)
    return data.getvalue()


_REPLIES: dict[str, Callable[[], Response]] = {
    "bomb.png": lambda: Response(bomb_png(), media_type="image/png"),
    "html.jpg": _page_as_jpeg,
    "missing.jpg": lambda: HTMLResponse("<h1>404</h1>", 404),
    "private.jpg": lambda: RedirectResponse(_PRIVATE, 302),
    "loop.jpg": lambda: RedirectResponse("/images/hostile/loop.jpg", 302),
    "huge.jpg": _announced,
    "endless.jpg": lambda: StreamingResponse(_noise(), media_type="image/jpeg"),
    "truncated.jpg": _half_a_jpeg,
    "empty.jpg": lambda: Response(b"", media_type="image/jpeg"),
    "script.svg": lambda: Response(_SVG, media_type="image/svg+xml"),
    "animated.gif": lambda: Response(_animation(), media_type="image/gif"),
}
HOSTILE = ("hang.jpg", *_REPLIES)
