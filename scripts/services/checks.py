"""What would make a start fail, found out before anything is started."""

import errno
import os
import shutil
from pathlib import Path

from app.domain.errors import InfrastructureError
from app.embedded.ports import bind
from scripts.services.plan import Listener, Plan

DISK_MIN_BYTES = 300_000_000
PORT_MAX = 65535


def check_ports(plan: Plan) -> None:
    """Raises InfrastructureError with a sentence that names an address that can't be had."""
    for listener in plan.listeners:
        try:
            bind(listener.host, listener.port).close()
        except OSError as exc:
            raise InfrastructureError(_refusal(listener, exc)) from exc


def _refusal(listener: Listener, exc: OSError) -> str:
    variable, port = listener.variable, listener.port
    other = port + 1 if port < PORT_MAX else port - 1
    if exc.errno == errno.EADDRINUSE:
        return (
            f"{port}번 포트를 다른 프로그램이 쓰고 있습니다. "
            f"명령 앞에 다른 포트를 적어 다시 실행하세요: {variable}={other} "
            f"(port {port} is in use; set {variable})"
        )
    host_variable = variable.replace("PORT", "HOST")
    return (
        f"{listener.host}:{port} 주소를 열 수 없습니다: {exc.strerror}. "
        f"{host_variable}와 {variable}를 확인하세요 (cannot listen there)."
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
