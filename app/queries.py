"""Named SQL: every query lives in a ``.sql`` file beside the module that uses it.

A query begins with ``-- name: get_comic``; a comment line after it says what it is for.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_HEADER = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


def load_queries(module_file: str, name: str) -> Mapping[str, str]:
    """The queries of ``name`` in the folder of ``module_file``, by their names."""
    path = Path(module_file).with_name(name)
    parts = _HEADER.split(path.read_text(encoding="utf-8"))
    names, bodies = parts[1::2], parts[2::2]
    if len(set(names)) != len(names):
        raise ValueError(f"{path.name} names a query twice")
    return MappingProxyType(
        {key: body.strip().rstrip(";") for key, body in zip(names, bodies, strict=True)}
    )
