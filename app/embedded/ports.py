"""Ports: had, free, chosen."""

import socket
from collections.abc import Iterator

from app.embedded.server import LOOPBACK

ATTEMPTS = 5


def bind(host: str, port: int) -> socket.socket:
    """A socket that a server can listen on. Raises OSError when the address can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    try:
        bind(LOOPBACK, port).close()
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
