"""An address whose server is exchanged behind its clients' backs, as a failover does by DNS."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Relay:
    """New connections go to ``target``; those that are open stay where they are."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client, until either side has closed."""
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_copy(reader, server_writer))
                group.create_task(_copy(server_reader, writer))
        finally:
            writer.close()
            server_writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def relaying(target: int) -> AsyncIterator[Relay]:
    """A relay on a port of its own."""
    relay = Relay(target)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    async with server:
        yield relay
