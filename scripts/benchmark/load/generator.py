"""``python -m scripts.benchmark.load.generator``: many POSTs over kept-alive connections, cheaply.

One request at a time on each connection; replies are read no further than status and length, so
that the generator takes little of the processor that it shares with the server. Prints JSON.
"""

import argparse
import asyncio
import json
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from typing import cast

import uvloop

from scripts.benchmark.spread import percentile

_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length: "
_GIVE_UP_SECONDS = 120.0


class Load:
    """The requests still to be sent, and what became of the others."""

    def __init__(self, head: bytes, body: bytes, requests: int) -> None:
        self._head = head
        self._body = body
        self._left = requests
        self._run = secrets.token_hex(6)
        self.statuses: Counter[str] = Counter()
        self.latencies: list[float] = []
        self.finished = asyncio.Event()
        self.expected = requests

    def next_request(self) -> bytes | None:
        """With an idempotency key of its own; None when all were sent."""
        if not self._left:
            return None
        self._left -= 1
        return b"%bidempotency-key: %b-%d\r\n\r\n%b" % (
            self._head,
            self._run.encode(),
            self._left,
            self._body,
        )

    def answered(self, status: bytes, seconds: float) -> None:
        """One reply is complete."""
        self.statuses[status.decode()] += 1
        self.latencies.append(seconds)
        if len(self.latencies) == self.expected:
            self.finished.set()

    def broken(self) -> None:
        """A connection was lost: what it had asked is not answered, and that is a failure."""
        self.statuses["lost"] += 1
        self.finished.set()


class Connection(asyncio.Protocol):
    """Sends a request, waits for its reply, sends the next."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._sent_at = 0.0
        self._waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Nothing is sent before ``ask``."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are of no class of asyncio

    def ask(self) -> None:
        """Send the next request, if there is one."""
        request = self._load.next_request()
        self._waiting = request is not None
        if request is None or self._transport is None:
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Usually a whole reply."""
        self._received += data
        head_end = self._received.find(_HEAD_END)
        if head_end < 0:
            return
        head = self._received[:head_end].lower()
        if len(self._received) < head_end + len(_HEAD_END) + _body_length(head):
            return
        self._received = b""
        self._load.answered(head[9:12], time.perf_counter() - self._sent_at)
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """By the server, unless we are done."""
        if self._waiting:
            self._load.broken()


def _body_length(head: bytes) -> int:
    start = head.index(_LENGTH) + len(_LENGTH)
    end = head.find(b"\r", start)
    return int(head[start:] if end < 0 else head[start:end])


@dataclass(frozen=True)
class Target:
    """A server of this machine, and what it is sent."""

    port: int
    path: str
    body: str
    token: str
    connections: int

    @property
    def head(self) -> bytes:
        """All of a request's head but the key."""
        lines = (
            f"POST {self.path} HTTP/1.1",
            f"host: 127.0.0.1:{self.port}",
            f"authorization: Bearer {self.token}",
            "content-type: application/json",
            f"content-length: {len(self.body.encode())}",
            "",
        )
        return "\r\n".join(lines).encode()


async def send(target: Target, requests: int) -> Load:
    """Ask on all connections until every request is answered, or one is lost."""
    load = Load(target.head, target.body.encode(), requests)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: Connection(load), "127.0.0.1", target.port)
        for _ in range(target.connections)
    ]
    try:
        async with asyncio.timeout(_GIVE_UP_SECONDS):
            for _, connection in opened:
                connection.ask()
            await load.finished.wait()
    finally:
        for transport, _ in opened:
            transport.abort()
    return load


async def _measure(target: Target, warmup: int, requests: int) -> None:
    if warmup:
        await send(target, warmup)
    started, cpu = time.perf_counter(), time.process_time()
    load = await send(target, requests)
    seconds = time.perf_counter() - started
    found = {
        "statuses": dict(load.statuses),
        "seconds": seconds,
        "cpu_seconds": time.process_time() - cpu,
        "p50": percentile(load.latencies, 0.5),
        "p99": percentile(load.latencies, 0.99),
    }
    print(json.dumps(found))


def main() -> None:
    """Parse, send, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--body", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--requests", type=int, required=True)
    parser.add_argument("--warmup", type=int, default=0)
    parser.add_argument("--connections", type=int, required=True)
    arguments = vars(parser.parse_args())
    warmup, requests = arguments.pop("warmup"), arguments.pop("requests")
    uvloop.run(_measure(Target(**arguments), warmup, requests))


if __name__ == "__main__":
    main()
