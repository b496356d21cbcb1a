"""Identifiers: random UUIDs made by us, so that an unknown commit can be looked up by its id."""

import uuid
from typing import NewType

TaskId = NewType("TaskId", uuid.UUID)
ComicId = NewType("ComicId", uuid.UUID)


def new_task_id() -> TaskId:
    """A fresh task id."""
    return TaskId(uuid.uuid4())


def new_comic_id() -> ComicId:
    """A fresh comic id; comic and task ids differ because a comic may be made again."""
    return ComicId(uuid.uuid4())
