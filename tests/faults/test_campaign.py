"""A small campaign, whole: so that the big one never rots."""

import os
import subprocess
import sys

import pytest

from app.config.group import PROJECT_ROOT
from tests.faults.campaign.schedule import Kind, draw

FAULTS, SEED, LEASE = 12, 1004, 3.0


@pytest.mark.faults
@pytest.mark.timeout(300)
def test_twelve_faults() -> None:
    kinds = {fault.kind for fault in draw(SEED, FAULTS, LEASE)}
    assert kinds >= set(Kind) - {Kind.FREEZE_GATEWAY, Kind.FREEZE_POSTGRES, Kind.FREEZE_REDIS}
    arguments = [str(FAULTS), "--seed", str(SEED), "--lease", str(LEASE)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.campaign", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, "COLUMNS": "120"},  # noqa: TID251
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"고장 {FAULTS}번 · 씨앗 {SEED}" in done.stdout
