"""What would make a start fail, found out before anything is started."""

import os
import shutil
from pathlib import Path

from app.domain.errors import InfrastructureError
from app.embedded.ports import is_free
from scripts.services.plan import Plan

DISK_MIN_BYTES = 300_000_000


def check_ports(plan: Plan) -> None:
    """Raises InfrastructureError with a sentence that names a taken port."""
    for variable, port in plan.ports.items():
        if not is_free(port):
            raise InfrastructureError(
                f"{port}번 포트를 다른 프로그램이 쓰고 있습니다. "
                f"명령 앞에 다른 포트를 적어 다시 실행하세요: {variable}={port + 1} "
                f"(port {port} is in use; set {variable})"
            )


def check_disk(home: Path) -> None:
    """Raises InfrastructureError when the data directory can't be written or is nearly full."""
    home.mkdir(parents=True, exist_ok=True)
    if not os.access(home, os.W_OK | os.X_OK):
        raise InfrastructureError(
            f"{home}에 쓸 권한이 없습니다. 만든 사용자로 실행하거나 NEWSUM_HOME을 다른 곳으로 "
            f"지정하세요 (no permission to write {home})."
        )
    free = shutil.disk_usage(home).free
    if free < DISK_MIN_BYTES:
        raise InfrastructureError(
            f"디스크가 거의 찼습니다: {home}에 {free // 1_000_000} MB만 남아 있고 "
            f"{DISK_MIN_BYTES // 1_000_000} MB 이상이 필요합니다 (disk almost full)."
        )
