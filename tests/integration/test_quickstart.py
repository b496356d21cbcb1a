"""What a newcomer does, from a fresh clone, as root and as an ordinary user."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from app.config.group import PROJECT_ROOT
from app.embedded.account import Account
from app.embedded.ports import candidates

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

QUERY = "2024년 AI 기술 발전과 사회 변화"
ARTICLE = """동네 도서관의 새 사서는 로봇

서울의 한 동네 도서관이 책을 정리하는 로봇을 들였다.
로봇은 밤마다 서가를 돌며 잘못 꽂힌 책을 찾는다.
도서관은 로봇 덕분에 사서들이 아이들에게 책을 읽어 줄 시간이 늘었다고 밝혔다.
지난달에만 책 1200권이 제자리를 찾았다. 주민들은 로봇에게 책벌레라는 이름을 지어 주었다.
도서관장은 내년에 로봇을 한 대 더 들일 계획이라고 말했다.
"""


@dataclass(frozen=True)
class Newcomer:
    """A fresh clone, and who works in it from some other directory."""

    clone: Path
    account: Account | None
    environment: dict[str, str]

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.clone / "scripts" / script), *arguments],
            cwd=self.clone.parent,
            env=self.environment,
            capture_output=True,
            text=True,
            **(self.account.popen_arguments() if self.account else {}),
        )


@pytest.fixture(params=["as we are", "as an ordinary user"])
def newcomer(request: pytest.FixtureRequest) -> Iterator[Newcomer]:
    account = None
    if request.param == "as an ordinary user":
        if os.geteuid() != 0:
            pytest.skip("we are an ordinary user already")
        entry = pwd.getpwnam("daemon")
        account = Account(entry.pw_uid, entry.pw_gid)
    base = Path(tempfile.mkdtemp(prefix="newsum-clone-"))
    base.chmod(0o755)
    clone = base / "new clone"
    subprocess.run(["git", "clone", "--quiet", PROJECT_ROOT, clone], check=True)
    (base / "기사.txt").write_text(ARTICLE, encoding="utf-8")
    if account:
        owner = f"{account.uid}:{account.gid}"
        subprocess.run(["chown", "-R", owner, str(base)], check=True)
    ports = candidates()
    inherited = dict(os.environ)  # noqa: TID251 - handed on
    if account:
        inherited = {"PATH": os.defpath, "HOME": str(base), "LANG": "C.UTF-8"}
    environment = {
        **inherited,
        "APP_PORT": str(next(ports)),
        "SANDBOX_PORT": str(next(ports)),
        "POSTGRES_PORT": "0",
        "REDIS_PORT": "0",
    }
    newcomer = Newcomer(clone, account, environment)
    yield newcomer
    stopped = newcomer.run("stop_services.sh")
    shutil.rmtree(base, ignore_errors=True)
    assert stopped.returncode == 0, stopped.stderr


def strip_of(done: subprocess.CompletedProcess[str]) -> Path:
    assert done.returncode == 0, done.stdout + done.stderr
    assert "http://127.0.0.1:" in done.stdout
    assert "stop_services.sh" in done.stderr
    found = re.search(r"^만화 \(strip\):\n(/.+\.png)$", done.stdout, re.MULTILINE)
    assert found, done.stdout
    return Path(found[1])


def test_one_command_makes_a_comic(newcomer: Newcomer) -> None:
    assert newcomer.run("status_services.sh").returncode == 3

    first = strip_of(newcomer.run("quickstart.sh", QUERY))
    with Image.open(first) as strip:
        assert strip.format == "PNG"
        assert min(strip.size) >= 500
    assert newcomer.run("status_services.sh").returncode == 0

    started = time.monotonic()
    second = strip_of(newcomer.run("quickstart.sh", "도서관 로봇", "--article", "기사.txt"))
    assert time.monotonic() - started < 60
    assert second.read_bytes() != first.read_bytes()

    assert newcomer.run("stop_services.sh").returncode == 0
    assert newcomer.run("status_services.sh").returncode == 3
