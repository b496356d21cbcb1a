"""Import this before structlog, which would load rich, 3.6 MB, for tracebacks in a terminal.

The gateway logs JSON. structlog does without what can't be imported.
"""

import sys

sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
