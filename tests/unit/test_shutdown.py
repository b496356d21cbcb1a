"""Learning of a shutdown in time."""

import asyncio
import signal
from types import FrameType

from app.shutdown import on_shutdown_signal


async def test_both_the_server_and_the_application_hear_of_it() -> None:
    heard: list[str] = []
    reacted = asyncio.Event()

    def server(number: int, frame: FrameType | None) -> None:
        heard.append("server")

    before = signal.signal(signal.SIGTERM, server)
    try:
        with on_shutdown_signal(reacted.set):
            signal.raise_signal(signal.SIGTERM)
            async with asyncio.timeout(1):
                await reacted.wait()
        assert heard == ["server"]
        assert signal.getsignal(signal.SIGTERM) is server
    finally:
        signal.signal(signal.SIGTERM, before)


async def test_without_a_server_the_default_stays() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with on_shutdown_signal(lambda: None):
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)
