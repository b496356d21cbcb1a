import os
import shutil
from pathlib import Path

import pytest

from app.embedded.registry import Published, Registry


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "home", "postgres")


def test_nothing_runs_before_anybody_holds_the_lock(registry: Registry) -> None:
    registry.publish({"port": 1})
    assert not registry.held()
    assert registry.running() is None
    assert registry.last() == Published(os.getpid(), {"port": 1})


def test_the_holder_is_seen_with_what_it_published(registry: Registry) -> None:
    lock = registry.hold()
    assert registry.held()
    assert registry.running() is None
    registry.publish({"port": 1})
    assert registry.running() == Published(os.getpid(), {"port": 1})
    os.close(lock)
    assert registry.running() is None


def test_a_new_holder_is_never_seen_with_the_old_endpoint(registry: Registry) -> None:
    registry.publish({"port": 1})
    lock = registry.hold()
    assert registry.running() is None
    os.close(lock)


def test_only_the_owner_reads_what_is_published(registry: Registry, tmp_path: Path) -> None:
    registry.publish({"password": "secret"})
    assert (tmp_path / "home" / "postgres.json").stat().st_mode & 0o777 == 0o600


def test_a_deleted_home_is_noticed(registry: Registry, tmp_path: Path) -> None:
    lock = registry.hold()
    assert registry.holds(lock)
    shutil.rmtree(tmp_path / "home")
    assert not registry.holds(lock)
    Registry(tmp_path / "home", "postgres").publish({})
    assert not registry.holds(lock)
    os.close(lock)
