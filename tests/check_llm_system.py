"""The documented name of ``scripts/check_llm_system.py``."""

import runpy
from pathlib import Path

if __name__ == "__main__":
    script = Path(__file__).resolve().parents[1] / "scripts" / "check_llm_system.py"
    runpy.run_path(str(script), run_name="__main__")
