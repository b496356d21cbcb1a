"""Identifiers: UUIDs made by us, so that an unknown commit can be looked up by its id."""

import secrets
import time
import uuid
from typing import NewType

TaskId = NewType("TaskId", uuid.UUID)
ComicId = NewType("ComicId", uuid.UUID)


def new_task_id() -> TaskId:
    """A fresh task id."""
    return TaskId(_uuid7())


def new_comic_id() -> ComicId:
    """A fresh comic id; comic and task ids differ because a comic may be made again."""
    return ComicId(_uuid7())


def _uuid7() -> uuid.UUID:
    """Time first (RFC 9562, 5.7): new rows meet in the newest pages of an index of millions.

    74 random bits remain, too many to guess.
    """
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high, low = random >> 62, random & (1 << 62) - 1
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
