"""``python -m scripts.services start|stop|restart|status``, behind the service scripts.

Exit codes: 0 done (status: all run), 1 failed (status: some don't run), 2 wrong settings or usage,
3 status: nothing runs.
"""

import argparse
import signal
import sys
from collections.abc import Callable

from app.config.settings import ConfigurationError, Settings, load_settings
from app.domain.errors import InfrastructureError
from app.embedded.control import stop_all, stop_supervisors
from app.embedded.daemon import start_detached
from app.embedded.process import stop_remembered
from app.embedded.registry import Registry
from scripts.services.checks import check_disk, check_ports
from scripts.services.plan import make_plan
from scripts.services.supervisor import STOP_MARGIN, ServiceSupervisor, answers
from scripts.services.table import rows, show


def main() -> int:
    """Run one command."""
    commands = {"start": start, "stop": stop, "restart": restart, "status": status}
    parser = argparse.ArgumentParser(prog="python -m scripts.services")
    parser.add_argument("command", choices=commands)
    command = parser.parse_args().command
    try:
        return commands[command](load_settings())
    except ConfigurationError as exc:
        return _complain(str(exc), 2)
    except (InfrastructureError, OSError) as exc:
        return _complain(str(exc), 1)


def start(settings: Settings) -> int:
    """Start what does not run yet, and wait until it can work."""
    check_disk(settings.NEWSUM_HOME)
    registry = _registry(settings)
    plan = make_plan(settings)
    if not registry.held():
        _end_leftovers(settings)
        check_ports(plan)

    def life(ready: Callable[[], None]) -> None:
        lock = registry.hold()
        ServiceSupervisor(settings, plan, registry).run(lock, ready)

    fault = start_detached(registry, settings.LOG_PATH / "services.log", life)
    if fault:
        return _complain(fault, 1)
    running = registry.running()
    if running is not None and not answers(f"{running.endpoint['gateway_url']}/health"):
        _complain("주의: 만화를 아직 만들 수 없습니다. /health와 로그를 보세요 (not healthy).", 0)
    code = status(settings)
    if code:
        _complain(
            "실행되지 않는 것이 있습니다. logs를 보고 restart_services.sh를 실행하세요.", code
        )
    return code


def stop(settings: Settings) -> int:
    """Stop the services, then the embedded servers; nothing to do is success."""
    patience = 2 * (settings.TASK_DRAIN_SECONDS + STOP_MARGIN) + STOP_MARGIN
    if not stop_supervisors([_registry(settings)], patience):
        return _complain("서비스가 아직 멈추지 않았습니다 (services did not stop).", 1)
    _end_leftovers(settings)
    if not stop_all(settings.NEWSUM_HOME):
        return _complain("내장 서버가 아직 멈추지 않았습니다 (servers did not stop).", 1)
    sys.stdout.write("모든 서비스가 멈췄습니다 (stopped).\n")
    return 0


def restart(settings: Settings) -> int:
    """Stop, then start."""
    return stop(settings) or start(settings)


def status(settings: Settings) -> int:
    """Print the table."""
    lines = rows(settings, _registry(settings).running())
    show(lines)
    if all(line.up for line in lines):
        return 0
    return 1 if any(line.up for line in lines) else 3


def _registry(settings: Settings) -> Registry:
    return Registry(settings.NEWSUM_HOME / "run", "services")


def _end_leftovers(settings: Settings) -> None:
    """Processes of a supervisor that was killed are on their way out; wait for them."""
    for pid_file in (settings.NEWSUM_HOME / "run").glob("*.pid"):
        stop_remembered(pid_file, ((signal.SIGTERM, settings.TASK_DRAIN_SECONDS + STOP_MARGIN),))
        pid_file.unlink(missing_ok=True)


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
