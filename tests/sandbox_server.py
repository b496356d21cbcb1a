"""The real sandbox in a process of its own, for every test that talks to an outside service."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

PROJECT_ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[str]:
    """Its base address; one process serves the whole test session."""
    environment = {"SANDBOX_HOST": "127.0.0.1", "SANDBOX_PORT": "0", "PATH": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.sandbox"],
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("sandbox: "), "the sandbox did not start"
        yield line.removeprefix("sandbox: ").strip()
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.fixture
def sandbox(sandbox_process: str) -> Iterator[str]:
    """Its base address, with no faults, latencies or calls left from another test."""
    httpx2.delete(f"{sandbox_process}/control", timeout=5).raise_for_status()
    yield sandbox_process
    httpx2.delete(f"{sandbox_process}/control", timeout=5).raise_for_status()


def split_address(base_url: str) -> tuple[str, int]:
    """Host and port, for tests that speak over a bare socket."""
    host, _, port = base_url.removeprefix("http://").partition(":")
    return host, int(port)


def send_and_leave(base_url: str, request: bytes) -> None:
    """Send ``request`` and close the connection without reading the reply."""
    with socket.create_connection(split_address(base_url), timeout=5) as connection:
        connection.sendall(request)
