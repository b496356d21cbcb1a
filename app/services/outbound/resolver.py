"""Names to addresses, in threads of their own."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from types import TracebackType
from typing import Protocol, Self

from app.domain.errors import ProviderUnreachable
from app.services.outbound.addresses import IpAddress

LOOKUP_THREADS = 8


class Resolver(Protocol):
    """Finds the addresses of a name."""

    async def resolve(self, host: str) -> list[IpAddress]:
        """All addresses in the order to try them, at least one, or ProviderUnreachable."""
        ...


class SystemResolver:
    """The operating system's resolver.

    A lookup can't be stopped, only left behind; in the loop's shared threads a few names with dead
    servers would hold up everything else.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="resolver")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def resolve(self, host: str) -> list[IpAddress]:
        """Addresses of the families that this machine has."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, _lookup, host)
        except OSError as exc:
            raise ProviderUnreachable("주소의 서버를 찾을 수 없습니다.") from exc


def _lookup(host: str) -> list[IpAddress]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [ip_address(address[0]) for *_, address in found]
