"""Logs that other processes write to without an end."""

import os
import shutil
from pathlib import Path

MAX_BYTES = 20_000_000


def trim_log(log_file: Path) -> None:
    """Move a large log's content to ``.1``; whoever has it open goes on appending to it."""
    if not log_file.exists() or log_file.stat().st_size <= MAX_BYTES:
        return
    aside = log_file.with_suffix(".log.1")
    try:
        shutil.copyfile(log_file, aside)
    except OSError:  # the disk is full: what is left of the copy only makes it worse
        aside.unlink(missing_ok=True)
    os.truncate(log_file, 0)
