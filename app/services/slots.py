"""Fleet-wide limits on calls to one endpoint, as services see them."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Slots(Protocol):
    """Bounds concurrent calls to an endpoint over all processes."""

    def hold(self, endpoint: str, limit: int) -> AbstractAsyncContextManager[None]:
        """Wait for one of the endpoint's ``limit`` slots and hold it for the block."""
        ...
