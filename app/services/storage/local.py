"""Objects as local files, complete or absent, and still there after a power cut."""

import asyncio
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

from app.domain.errors import InfrastructureError, NotFound, StorageFull
from app.services.storage.paths import StoragePaths
from app.services.storage.protocol import StoredObject

ROOM_BYTES = 16_777_216  # what a comic may need

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class LocalObjectStore:
    """An ObjectStore on the disk; the gateway serves what it holds."""

    def __init__(self, paths: StoragePaths) -> None:
        """``paths`` may name directories that don't exist yet."""
        self._paths = paths

    async def put(self, key: str, content: bytes, content_type: str) -> StoredObject:
        """Replace the object at once; the type is told by the key's ending."""
        path = self._paths.path_for(key)
        await asyncio.to_thread(_write, path, content)
        return StoredObject(key=key, url=None)

    async def get(self, key: str) -> bytes:
        """Raises NotFound."""
        return await asyncio.to_thread(_read, self._paths.path_for(key))

    async def check(self) -> None:
        """Whether a comic could be stored now: raises StorageFull or InfrastructureError."""
        for root in (self._paths.images, self._paths.reports):
            await asyncio.to_thread(_check_room, root)

    async def delete_prefix(self, prefix: str) -> None:
        """Delete the object or the directory named ``prefix``; a final slash changes nothing."""
        path = self._paths.path_for(prefix.removesuffix("/"))
        await asyncio.to_thread(_delete, path)


def _write(path: Path, content: bytes) -> None:
    with _disk_errors():
        _make_directory(path.parent)
        with NamedTemporaryFile(
            dir=path.parent, prefix=".", suffix=".part", delete=False
        ) as partial:
            try:
                partial.write(content)
                partial.flush()
                os.fsync(partial.fileno())
                # Temporary files are private; the gateway may run as another user.
                os.fchmod(partial.fileno(), 0o644)
                os.replace(partial.name, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(partial.name)
                raise
        _sync_directory(path.parent)


def _check_room(root: Path) -> None:
    with _disk_errors():
        _make_directory(root)
        with TemporaryFile(dir=root) as file:
            file.write(b"x")
        if shutil.disk_usage(root).free < ROOM_BYTES:
            raise StorageFull


def _read(path: Path) -> bytes:
    with _disk_errors():
        try:
            return path.read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotFound from None


def _delete(path: Path) -> None:
    with _disk_errors(), suppress(FileNotFoundError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _make_directory(path: Path) -> None:
    """Like ``mkdir -p``, but each new entry is on the disk when it returns."""
    if path.is_dir():
        return
    _make_directory(path.parent)
    path.mkdir(exist_ok=True)
    _sync_directory(path.parent)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        if exc.errno in _FULL:
            raise StorageFull from exc
        raise InfrastructureError(f"파일 저장소를 사용할 수 없습니다 ({exc.strerror}).") from exc
