"""Identifiers."""

import time
from uuid import RFC_4122

from app.domain.ids import new_comic_id, new_task_id


def test_ids_are_uuid7_in_the_order_of_time() -> None:
    before = time.time_ns() // 1_000_000
    first = new_task_id()
    time.sleep(0.002)  # noqa: TID251
    second = new_comic_id()
    assert (first.version, first.variant) == (7, RFC_4122)
    assert before <= first.int >> 80 < second.int >> 80
    assert first < second


def test_ids_of_one_moment_differ() -> None:
    assert len({new_task_id() for _ in range(10_000)}) == 10_000
