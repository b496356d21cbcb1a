"""Who an embedded server runs as, and a room on the disk that this account can reach."""

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import InfrastructureError

FALLBACK_BASES = (Path("/var/lib/newsum-ai"), Path("/var/tmp/newsum-ai"))


@dataclass(frozen=True)
class Account:
    """The user that a server is dropped to."""

    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """What ``subprocess`` needs to start a process as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account(data: Path) -> Account | None:
    """The account for a server with this data directory; None stands for ourselves.

    PostgreSQL refuses to run as root. Data that an ordinary user made stays that user's.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise InfrastructureError(
            "내장 서버는 root로 실행할 수 없는데, 대신 쓸 nobody 계정이 없습니다."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def succeeds(command: list[str], account: Account | None) -> bool:
    """Whether the account may run the command, and it ends well."""
    arguments = account.popen_arguments() if account else {}
    try:
        return subprocess.run(command, capture_output=True, cwd="/", **arguments).returncode == 0
    except OSError:
        return False


def open_room(wanted: Path) -> Path:
    """The server's own directory: ``wanted``, or where it points to.

    Below a home that others may not enter, a dropped account can't work; then the room lies under
    ``/var/lib`` and ``wanted`` is a link to it.
    """
    if wanted.is_symlink() and not wanted.exists():
        wanted.unlink()
    if wanted.exists():
        return wanted.resolve()
    wanted.mkdir(parents=True, mode=0o755)
    account = server_account(wanted)
    if _can_enter(wanted, account):
        return wanted
    wanted.rmdir()
    wanted.symlink_to(_room_elsewhere(wanted.name, account), target_is_directory=True)
    return wanted.resolve()


def _can_enter(directory: Path, account: Account | None) -> bool:
    return account is None or succeeds(["/bin/sh", "-c", 'cd "$0"', str(directory)], account)


def _room_elsewhere(name: str, account: Account | None) -> Path:
    for base in FALLBACK_BASES:
        try:
            base.mkdir(parents=True, exist_ok=True, mode=0o755)
            room = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=base))
        except OSError:
            continue
        room.chmod(0o755)
        if _can_enter(room, account):
            return room
        room.rmdir()
    places = ", ".join(str(base) for base in FALLBACK_BASES)
    raise InfrastructureError(f"내장 서버의 데이터를 둘 곳이 없습니다: {places}에 쓸 수 없습니다.")


def give(path: Path, account: Account | None) -> None:
    """Make the account the owner."""
    if account:
        os.chown(path, account.uid, account.gid)
