"""Which supervisor runs, and where its server listens.

Three files per server under NEWSUM_HOME: ``<name>.lock`` is held as long as the supervisor lives,
``<name>.start.lock`` while one is being started, and ``<name>.json`` says where the server listens.
Whoever sees the first lock held finds in the third file the truth, or nothing yet.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Published:
    """The supervisor's process number and its server's endpoint."""

    pid: int
    endpoint: dict[str, Any]


class Registry:
    """The files of one server."""

    def __init__(self, home: Path, name: str) -> None:
        """``home`` is NEWSUM_HOME; it is made when it is missing."""
        home.mkdir(parents=True, exist_ok=True)
        self.room = home / name
        self._lock = home / f"{name}.lock"
        self._start_lock = home / f"{name}.start.lock"
        self._state = home / f"{name}.json"

    def running(self) -> Published | None:
        """What the living supervisor published, if there is one and its server is up."""
        return self.last() if self.held() else None

    def held(self) -> bool:
        """Whether a supervisor lives."""
        if not self._lock.exists():
            return False
        with self._lock.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def last(self) -> Published | None:
        """What was published last, be it by a supervisor that has died since."""
        try:
            return Published(**json.loads(self._state.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @contextlib.contextmanager
    def starting(self) -> Iterator[int]:
        """One start at a time. A forked child that keeps the descriptor keeps the lock."""
        descriptor = os.open(self._start_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)

    def hold(self) -> int:
        """Take the supervisor's lock for as long as the returned descriptor stays open."""
        self.withdraw()
        descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return descriptor

    def holds(self, descriptor: int) -> bool:
        """Whether the held lock is still the one that others look at (the home may be deleted)."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._lock.stat())
        except FileNotFoundError:
            return False

    def publish(self, endpoint: dict[str, Any]) -> None:
        """Say where the server listens; readers see the old file or the new one, never half."""
        partial = self._state.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(asdict(Published(os.getpid(), endpoint))))
        partial.rename(self._state)

    def withdraw(self) -> None:
        """Take the endpoint back."""
        self._state.unlink(missing_ok=True)
