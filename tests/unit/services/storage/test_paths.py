import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Rejected
from app.services.storage.paths import StoragePaths

PATHS = StoragePaths(images=Path("/srv/pictures"), reports=Path("/srv/reports"))


def test_each_kind_has_its_own_root() -> None:
    assert PATHS.path_for("images/a-1/v2/panel_3.png") == Path("/srv/pictures/a-1/v2/panel_3.png")
    assert PATHS.path_for("reports/a/report.html") == Path("/srv/reports/a/report.html")


@pytest.mark.parametrize(
    "key",
    [
        *("", "images", "images/", "/images/a", "other/a", "images/../a", "images/a/../../b"),
        *("images/a//b", "images/./a", "images/.hidden", "images/a\x00b", "images/a\n"),
        *("images/a\\b", "images/a b", "images/%2e%2e/a", "images/a/", "images/" + "a" * 600),
        *("../images/a", "images/..", "images/a/..", "imagesx/a", " images/a", "images/한글"),
    ],
)
def test_other_keys_are_refused(key: str) -> None:
    with pytest.raises(Rejected):
        PATHS.path_for(key)


@given(st.text(alphabet="./ab-_\\%", max_size=12))
def test_no_key_leaves_its_root(tail: str) -> None:
    try:
        path = PATHS.path_for(f"images/{tail}")
    except Rejected:
        return
    assert path.resolve().is_relative_to(PATHS.images)
    assert path != PATHS.images


def test_the_gateway_can_map_keys_without_the_store() -> None:
    code = (
        "import sys, app.services.storage.paths;"
        "sys.exit(any(m in sys.modules for m in ('asyncio', 'tempfile', 'boto3')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
