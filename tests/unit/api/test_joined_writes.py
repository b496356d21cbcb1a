"""What reaches a socket, and when."""

import asyncio

import pytest

from app.api.joined_writes import JoinedWrites


class Wire:
    """The transport below."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed_after: int | None = None

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        self.closed_after = len(self.sent)

    def is_closing(self) -> bool:
        return self.closed_after is not None


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def writes(wire: Wire) -> JoinedWrites:
    return JoinedWrites(wire, asyncio.get_running_loop())  # type: ignore[arg-type]


async def test_a_head_and_its_body_are_one(wire: Wire, writes: JoinedWrites) -> None:
    writes.write(b"head ")
    assert wire.sent == []
    writes.write(b"body")
    assert wire.sent == [b"head body"]
    await asyncio.sleep(0)
    assert wire.sent == [b"head body"]


async def test_what_comes_alone_waits_for_one_turn(wire: Wire, writes: JoinedWrites) -> None:
    for piece in (b"head of a stream", b"event", b"event"):
        writes.write(piece)
        await asyncio.sleep(0)
    assert wire.sent == [b"head of a stream", b"event", b"event"]


async def test_nothing_overtakes(wire: Wire, writes: JoinedWrites) -> None:
    for piece in (b"1", b"2", b"3"):
        writes.write(piece)
    await asyncio.sleep(0)
    assert b"".join(wire.sent) == b"123"


async def test_closing_loses_nothing(wire: Wire, writes: JoinedWrites) -> None:
    writes.write(b"last words")
    writes.close()
    assert (wire.sent, wire.closed_after) == ([b"last words"], 1)
    assert writes.is_closing()
