"""``start``: everything runs when it returns 0."""

import signal
import sys
from collections.abc import Callable

from app.config.group import PROJECT_ROOT
from app.config.settings import Settings
from app.embedded.daemon import start_detached
from app.embedded.process import stop_remembered
from app.embedded.registry import Published, Registry
from scripts.services.checks import check_disk, check_ports
from scripts.services.fingerprints import changed
from scripts.services.plan import make_plan
from scripts.services.status import status
from scripts.services.supervisor import STOP_MARGIN, ServiceSupervisor

RESTART = PROJECT_ROOT / "scripts" / "restart_services.sh"


def start(settings: Settings) -> int:
    """Start what does not run yet, and wait until it can work."""
    check_disk(settings.NEWSUM_HOME)
    registry = services_registry(settings)
    ran_before = registry.held()
    fault = _start_detached(settings, registry)
    if fault:
        return _say(fault, 1)
    running = registry.running()
    if running is not None:
        _tell_what_runs(settings, running, ran_before)
    code = status(settings, running)
    if code:
        _say("실행되지 않는 것이 있습니다. logs를 보고 restart_services.sh를 실행하세요.")
    return code


def services_registry(settings: Settings) -> Registry:
    """Where the services' supervisor is found."""
    return Registry(settings.NEWSUM_HOME / "run", "services")


def end_leftovers(settings: Settings) -> None:
    """Processes of a supervisor that was killed are on their way out; wait for them."""
    for pid_file in (settings.NEWSUM_HOME / "run").glob("*.pid"):
        stop_remembered(pid_file, ((signal.SIGTERM, settings.TASK_DRAIN_SECONDS + STOP_MARGIN),))
        pid_file.unlink(missing_ok=True)


def _start_detached(settings: Settings, registry: Registry) -> str | None:
    plan = make_plan(settings)

    def life(ready: Callable[[], None]) -> None:
        lock = registry.hold()
        end_leftovers(settings)
        check_ports(plan)
        ServiceSupervisor(settings, plan, registry).run(lock, ready)

    return start_detached(registry, settings.LOG_PATH / "services.log", life)


def _tell_what_runs(settings: Settings, running: Published, ran_before: bool) -> None:
    if ran_before:
        _say(f"서비스가 이미 실행 중입니다 (already running): {running.endpoint['gateway_url']}")
    different = changed(running.endpoint["settings"], settings)
    if different:
        _say(
            f"주의: 실행 중인 서비스는 다른 설정으로 시작했습니다: {', '.join(different)}. "
            f"지금 설정을 쓰려면 같은 설정으로 다시 시작하세요 (restart to apply): {RESTART}"
        )


def _say(sentence: str, code: int = 0) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code
