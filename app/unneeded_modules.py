"""Import this first: the gateway has no use for some of what libraries load if they find it.

structlog: rich (3.6 MB), for tracebacks in a terminal. FastAPI: pydantic.v1 (1.1 MB), for bodies
that are declared in its old way. Both do without what can't be imported.
"""

import sys

for name in ("rich", "pydantic.v1"):
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]
