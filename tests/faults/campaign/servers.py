"""PostgreSQL and a Redis without persistence, which the campaign breaks and mends."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from app.embedded.account import open_room
from app.embedded.valkey import Valkey
from tests.faults.campaign.diary import Outage, now
from tests.servers import ServerPair, TestServer


class ForgetfulValkey(Valkey):
    """The embedded one, but whatever it held is gone when it ends."""

    def command(self, port: int) -> list[str]:
        return [*super().command(port), "--appendonly", "no"]


class Servers:
    """The pair, and when which of it was away."""

    def __init__(self, pair: ServerPair) -> None:
        self.pair = pair
        self.outages: list[Outage] = []
        # Servers die with the thread that started them, so these live as long as the campaign.
        self._hands = ThreadPoolExecutor(2, thread_name_prefix="servers")
        # On a busy host a server may still be being mended: its next fault comes after that.
        self._turns = {"redis": asyncio.Lock(), "postgres": asyncio.Lock()}

    async def kill_redis(self, seconds: float) -> None:
        """All data is lost; back after ``seconds``."""
        await self._restart("redis", self.pair.valkey, self.pair.valkey.kill, seconds)

    async def crash_postgres(self, seconds: float) -> None:
        """Immediate shutdown; back after ``seconds`` and its recovery."""
        await self._restart("postgres", self.pair.postgres, self.pair.postgres.crash, seconds)

    async def freeze_redis(self, seconds: float) -> None:
        """Connections stay open and nobody answers."""
        await self._freeze("redis", self.pair.valkey, seconds)

    async def freeze_postgres(self, seconds: float) -> None:
        """Connections stay open and nobody answers."""
        await self._freeze("postgres", self.pair.postgres, seconds)

    async def _restart(
        self, name: str, server: TestServer, stop: Callable[[], None], seconds: float
    ) -> None:
        async with self._turns[name]:
            with self._outage(name, restarted=True):
                await self._by_hand(stop)
                await asyncio.sleep(seconds)
                await self._by_hand(server.start)

    async def _freeze(self, name: str, server: TestServer, seconds: float) -> None:
        async with self._turns[name]:
            with self._outage(name, restarted=False):
                await self._by_hand(server.freeze)
                await asyncio.sleep(seconds)
                await self._by_hand(server.thaw)

    async def _by_hand(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._hands, work)

    @contextmanager
    def _outage(self, name: str, *, restarted: bool) -> Iterator[None]:
        outage = Outage(name, restarted, now())
        self.outages.append(outage)
        yield
        outage.end = now()


@contextmanager
def running_servers(home: Path) -> Iterator[Servers]:
    """Started, with a migrated template database."""
    pair = ServerPair(home)
    pair.valkey = TestServer(ForgetfulValkey(open_room(home / "forgetful")), home / "valkey.log")
    pair.redis_url = f"redis://127.0.0.1:{pair.valkey.port}/0"
    try:
        yield Servers(pair.start())
    finally:
        pair.stop()
