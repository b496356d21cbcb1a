"""A file system with so little room that a test can fill it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class TinyDisk:
    """A tmpfs, mounted for one test."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def full(self, but: int = 0) -> Iterator[None]:
        """No more than ``but`` bytes are left in the block."""
        ballast = self.path / "ballast"
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.path).free - but)
        assert shutil.disk_usage(self.path).free <= but
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nobody may write in the block, root included."""
        self._remount("ro")
        try:
            yield
        finally:
            self._remount("rw")

    def _remount(self, mode: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{mode}", str(self.path)], check=True)


@contextmanager
def tiny_disk(megabytes: int) -> Iterator[TinyDisk]:
    """Skips the test where nothing may be mounted."""
    path = Path(tempfile.mkdtemp(prefix="newsum-tests-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(path)]
    if subprocess.run(mount, capture_output=True).returncode:
        path.rmdir()
        pytest.skip("only root may mount a small file system")
    try:
        yield TinyDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)
        path.rmdir()
