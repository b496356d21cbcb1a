"""The real sandbox in a process of its own, for every test that talks to an outside service."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from app.config.group import PROJECT_ROOT


@contextmanager
def running_sandbox() -> Iterator[str]:
    """Its base address."""
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


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[str]:
    """Its base address; one process serves the whole test session."""
    with running_sandbox() as address:
        yield address


@pytest.fixture
def sandbox(sandbox_process: str) -> Iterator[str]:
    """Its base address, with no faults, latencies or calls left from another test."""
    httpx2.delete(f"{sandbox_process}/control", timeout=5).raise_for_status()
    yield sandbox_process
    httpx2.delete(f"{sandbox_process}/control", timeout=5).raise_for_status()
