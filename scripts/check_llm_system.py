#!/usr/bin/env python3
"""``.venv/bin/python scripts/check_llm_system.py``: from the database to a model's answer."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # run as a file, from wherever one is

from scripts.llm_check.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
