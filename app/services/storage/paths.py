"""Where stored objects lie on the local disk; the gateway serves files by the same mapping."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Rejected

KEY_MAX_LENGTH = 512
# No segment starts with a dot: that leaves out "..", hidden files and files being written.
_KEY = re.compile(r"(images|reports)((?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)")


@dataclass(frozen=True)
class StoragePaths:
    """``images/…`` lies under ``images`` and ``reports/…`` under ``reports``."""

    images: Path
    reports: Path

    def path_for(self, key: str) -> Path:
        """The file of ``key``, whether it exists or not; Rejected when it is no valid key."""
        match = _KEY.fullmatch(key)
        if match is None or len(key) > KEY_MAX_LENGTH:
            raise Rejected("저장 키가 올바르지 않습니다.")
        root = self.images if match[1] == "images" else self.reports
        return root / match[2].removeprefix("/")
