"""Load samples."""

import time

import psutil
import pytest

from app.observability import system
from app.observability.system import SystemSampler


def test_a_sample_is_never_waited_for() -> None:
    sampler = SystemSampler()
    started = time.perf_counter()
    sample = sampler.sample()
    assert time.perf_counter() - started < 0.1
    assert sample.pid == psutil.Process().pid
    assert 0 < sample.memory_rss < sample.memory_total
    assert sampler.sample() is sample


def test_a_stale_sample_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "FRESH_SECONDS", 0.0)
    sampler = SystemSampler()
    assert sampler.sample() is not sampler.sample()
