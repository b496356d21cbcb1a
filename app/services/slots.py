"""Fleet-wide limits on calls to one endpoint, as services see them."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Slot(Protocol):
    """Permission for one call, for as long as its holder is alive."""

    async def still_ours(self) -> bool:
        """False when the lease ran out and somebody else may hold the slot."""
        ...


class Slots(Protocol):
    """Bounds concurrent calls to an endpoint over all processes."""

    def hold(self, endpoint: str, limit: int) -> AbstractAsyncContextManager[Slot]:
        """Wait for one of the endpoint's ``limit`` slots and hold it for the block."""
        ...
