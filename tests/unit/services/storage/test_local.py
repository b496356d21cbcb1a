import asyncio
import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from app.domain.errors import InfrastructureError, StorageFull
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths


@pytest.fixture
def paths(tmp_path: Path) -> StoragePaths:
    return StoragePaths(images=tmp_path / "images", reports=tmp_path / "reports")


def files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


async def test_a_stored_object_is_where_the_gateway_looks(paths: StoragePaths) -> None:
    stored = await LocalObjectStore(paths).put("images/c/v1/1.png", b"png", "image/png")
    path = paths.path_for(stored.key)
    assert stored.url is None
    assert path.read_bytes() == b"png"
    assert path.stat().st_mode & 0o777 == 0o644
    assert files(paths.images) == ["c/v1/1.png"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
async def test_a_full_disk_leaves_nothing_and_keeps_the_old_object(
    paths: StoragePaths, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    store = LocalObjectStore(paths)
    await store.put("images/c/1.png", b"old", "image/png")

    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    for key in ("images/c/1.png", "images/c/2.png"):
        with pytest.raises(StorageFull):
            await store.put(key, b"new", "image/png")
    assert files(paths.images) == ["c/1.png"]
    assert await store.get("images/c/1.png") == b"old"


async def test_any_other_fault_of_the_disk_is_told(paths: StoragePaths) -> None:
    paths.images.write_text("a file where the directory should be")
    with pytest.raises(InfrastructureError) as caught:
        await LocalObjectStore(paths).put("images/c/1.png", b"x", "image/png")
    assert not isinstance(caught.value, StorageFull)


SMALL_DISK = textwrap.dedent("""
    import asyncio, sys
    from pathlib import Path
    from app.domain.errors import StorageFull
    from app.services.storage.local import LocalObjectStore
    from app.services.storage.paths import StoragePaths

    root = Path(sys.argv[1])
    store = LocalObjectStore(StoragePaths(root, root / "reports"))
    asyncio.run(store.put("images/small", b"x" * 1000, "image/png"))
    try:
        asyncio.run(store.put("images/large", b"x" * 2_000_000, "image/png"))
    except StorageFull:
        sys.exit(0 if [p.name for p in root.iterdir()] == ["small"] else 3)
    sys.exit(4)
""")


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=1m none {tmp_path}"
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    try:
        possible = subprocess.run([*inside, mount], check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no unshare command")
    if possible.returncode != 0:
        pytest.skip("this machine does not let tests mount a file system")
    run = [*inside, f'{mount} && "$@"', "-", sys.executable, "-c", SMALL_DISK, str(tmp_path)]
    done = subprocess.run(run, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


ENDLESS_WRITER = textwrap.dedent("""
    import asyncio, sys
    from pathlib import Path
    from app.services.storage.local import LocalObjectStore
    from app.services.storage.paths import StoragePaths

    root = Path(sys.argv[1])
    store = LocalObjectStore(StoragePaths(root, root))

    async def main():
        for turn in range(1_000_000):
            await store.put("images/c/1.png", bytes([turn % 256]) * 500_000, "image/png")
            print(turn, flush=True)

    asyncio.run(main())
""")


async def test_a_killed_writer_leaves_a_whole_object(tmp_path: Path) -> None:
    store = LocalObjectStore(StoragePaths(tmp_path, tmp_path))
    for moment in (0.0, 0.003, 0.006):
        writer = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", ENDLESS_WRITER, str(tmp_path)), stdout=asyncio.subprocess.PIPE
        )
        assert writer.stdout is not None
        await writer.stdout.readline()
        await asyncio.sleep(moment)
        writer.kill()
        await writer.wait()
        content = await store.get("images/c/1.png")
        assert len(content) == 500_000
        assert len(set(content)) == 1
    await store.delete_prefix("images/c")
    assert files(tmp_path) == []
