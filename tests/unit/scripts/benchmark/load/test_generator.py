import asyncio
import re

import pytest

from scripts.benchmark.load.generator import Target, send


class Server:
    """Answers 202 in two pieces, and hangs up instead of answering request ``hang_up_at``."""

    def __init__(self, hang_up_at: int | None = None) -> None:
        self.keys: list[str] = []
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self._hang_up_at = hang_up_at

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                length = int(re.findall(r"content-length: (\d+)", head)[0])
                self.bodies.append(await reader.readexactly(length))
                self.keys += re.findall(r"idempotency-key: (\S+)", head)
                self.heads.append(head)
                if len(self.heads) == self._hang_up_at:
                    break
                writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\n{")
                await writer.drain()
                await asyncio.sleep(0.001)
                writer.write(b"   ")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the generator is done
        finally:
            writer.close()


async def ask(server: Server, requests: int) -> dict[str, int]:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        load = await send(Target(port, "/comics", '{"query": "수달"}', "key", 4), requests)
        return dict(load.statuses)


async def test_every_request_has_a_key_of_its_own() -> None:
    server = Server()
    assert await ask(server, 50) == {"202": 50}
    assert len(set(server.keys)) == 50
    assert set(server.bodies) == {'{"query": "수달"}'.encode()}
    assert server.heads[0].startswith("POST /comics HTTP/1.1\r\n")


@pytest.mark.parametrize("hang_up_at", [1, 20])
async def test_a_lost_connection_is_a_failure(hang_up_at: int) -> None:
    statuses = await ask(Server(hang_up_at), 50)
    assert statuses["lost"] == 1
