import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.benchmark.engine.systems.recorder import Recorder


def test_each_mark_is_written_once_with_all_starts_so_far(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "record", frozenset({10, 100}))
    with ThreadPoolExecutor(8) as threads:
        for _ in range(100):
            threads.submit(recorder.started)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record.10", "record.100"]
    found = json.loads((tmp_path / "record.100").read_text())
    assert found["pid"] == os.getpid()
    assert len(found["starts"]) == 100
