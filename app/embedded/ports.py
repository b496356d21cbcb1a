"""Which port an embedded server listens on."""

import socket
from collections.abc import Iterator

from app.embedded.server import LOOPBACK

ATTEMPTS = 5


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def candidates(*preferred: int | None) -> Iterator[int]:
    """The preferred ports that are free, then a few that the kernel picks."""
    for port in preferred:
        if port and is_free(port):
            yield port
    for _ in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = probe.getsockname()[1]
        yield port
