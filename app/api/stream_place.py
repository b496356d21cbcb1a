"""Where a token stream's reader stands: what its Last-Event-ID says."""

import re
from dataclasses import dataclass
from typing import Self

from starlette.exceptions import HTTPException

_PLACE = re.compile(r"(\d{1,18})(?:-(\d{1,9})-(\d{1,9})-(\d{1,9}))?")


@dataclass(frozen=True)
class Place:
    """After event ``seq``, and after ``offset`` characters of a part of an attempt."""

    seq: int = 0
    attempt: int = 0
    part: int = 0
    offset: int = 0

    @classmethod
    def parse(cls, last_event_id: str | None) -> Self:
        """The beginning without one. Raises 400 for what was never an id of ours."""
        if not last_event_id:
            return cls()
        found = _PLACE.fullmatch(last_event_id) if last_event_id.isascii() else None
        if found is None:
            raise HTTPException(400, "Last-Event-ID는 앞서 받은 이벤트의 id여야 합니다.")
        return cls(*(int(number) for number in found.groups() if number is not None))

    def __str__(self) -> str:
        text = f"{self.attempt}-{self.part}-{self.offset}"
        return f"{self.seq}-{text}" if self.attempt else str(self.seq)
