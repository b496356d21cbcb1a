"""Memory that many requests share: whoever would take too much is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.domain.errors import QueueFull


class ByteBudget:
    """So and so many bytes, for all together."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def share(self) -> Iterator[Callable[[int], None]]:
        """A function that takes bytes until the block's end. It raises QueueFull."""
        taken = 0

        def take(count: int) -> None:
            nonlocal taken
            if count > self._free:
                raise QueueFull(
                    "큰 요청이 한꺼번에 너무 많이 왔습니다. 잠시 후 다시 시도하세요.", retry_after=1
                )
            self._free -= count
            taken += count

        try:
            yield take
        finally:
            self._free += taken
