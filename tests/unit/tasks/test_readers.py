"""A stream's place in memory: no gaps, no repeats, no more than its room."""

import asyncio

import pytest

from app.domain.errors import QueueFull, RateLimited
from app.domain.ids import new_task_id
from app.domain.task import StoredEvent
from app.tasks.readers import ROOM, Reader, Readers


def _event(number: int) -> StoredEvent:
    return StoredEvent(number, "warning", {})


async def _all(reader: Reader) -> list[int]:
    """What it hears before its end."""
    reader.end()
    heard = []
    while (event := await reader.next()) is not None:
        heard.append(event.seq)
    return heard


@pytest.fixture
def readers() -> Readers:
    return Readers(most=3, most_per_owner=2)


async def test_what_two_reads_found_is_told_once(readers: Readers) -> None:
    reader = readers.admit(new_task_id(), 2, "owner")
    for number in (1, 2, 3, 4, 3, 4, 5):
        reader.tell(_event(number))
    assert await _all(reader) == [3, 4, 5]


async def test_a_slow_reader_goes_on_where_its_room_ended(readers: Readers) -> None:
    reader = readers.admit(new_task_id(), 0, "owner")
    for number in range(1, 2 * ROOM):
        reader.tell(_event(number))
    assert (reader.room, reader.cut_short, reader.after) == (0, True, ROOM)
    assert await reader.next() == _event(1)
    reader.tell(_event(ROOM + 1))
    assert await _all(reader) == list(range(2, ROOM + 2))


async def test_an_end_wakes_who_waits(readers: Readers) -> None:
    reader = readers.admit(new_task_id(), 0, "owner")
    waiting = asyncio.create_task(reader.next())
    await asyncio.sleep(0)
    reader.end()
    assert await waiting is None
    assert reader.room == 0


def test_an_owner_and_all_together_have_limits(readers: Readers) -> None:
    task_id = new_task_id()
    first = readers.admit(task_id, 0, "first")
    readers.admit(task_id, 0, "first")
    with pytest.raises(RateLimited):
        readers.admit(task_id, 0, "first")
    readers.admit(new_task_id(), 0, "second")
    with pytest.raises(QueueFull):
        readers.admit(task_id, 0, "third")
    assert len(list(readers.of_task(str(task_id)))) == 2
    readers.leave(first)
    assert readers.get(first.number) is None
    assert readers.admit(task_id, 0, "first") in list(readers)
