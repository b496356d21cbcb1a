#!/usr/bin/env python3
"""``.venv/bin/python scripts/benchmark_async.py engine``: the product's speed beside its peers."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # run as a file, from wherever one is

from scripts.benchmark.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
