"""The server programs inside their wheels, copied when the server's account can't reach them."""

import importlib.metadata
import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import InfrastructureError
from app.embedded.account import Account, succeeds


@dataclass(frozen=True)
class Wheel:
    """Where a wheel keeps its server. ``program`` and ``trees`` are relative to site-packages.

    The package is located, never imported: importing it starts machinery of its own.
    """

    distribution: str
    package: str
    program: str
    trees: tuple[str, ...]


def locate(wheel: Wheel, room: Path, account: Account | None) -> Path:
    """The program's path, at a place where the account may run it."""
    spec = importlib.util.find_spec(wheel.package)
    if spec is None or not spec.submodule_search_locations:
        raise InfrastructureError(
            f"{wheel.distribution} 패키지가 없습니다. requirements.txt를 다시 설치하세요."
        )
    site = Path(spec.submodule_search_locations[0]).parent
    program = _only(site, wheel)
    if succeeds([str(program), "--version"], account):
        return program
    return _copy(wheel, site, room) / program.relative_to(site)


def _only(site: Path, wheel: Wheel) -> Path:
    for program in site.glob(wheel.program):
        return program
    raise InfrastructureError(f"{wheel.distribution} 패키지에 이 컴퓨터용 실행 파일이 없습니다.")


def _copy(wheel: Wheel, site: Path, room: Path) -> Path:
    version = importlib.metadata.version(wheel.distribution)
    target = room / f"{wheel.distribution}-{version}"
    if target.exists():
        return target
    partial = target.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for tree in wheel.trees:
        if (site / tree).exists():
            shutil.copytree(site / tree, partial / tree, symlinks=True)
    return partial.rename(target)
