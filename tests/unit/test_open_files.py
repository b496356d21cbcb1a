import subprocess
import sys

import pytest

SHOW = """import resource, sys
from app.open_files import allow_open_files
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 128))
print(allow_open_files(int(sys.argv[1])), *resource.getrlimit(resource.RLIMIT_NOFILE))"""


@pytest.mark.parametrize(
    ("wanted", "said"), [(32, "64 64 128"), (100, "100 100 128"), (1_000, "128 128 128")]
)
def test_the_limit_is_raised_as_far_as_it_may(wanted: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(wanted)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == said
