"""``python -m scripts.services start|stop|restart|status``, behind the service scripts.

Exit codes: 0 done (status: all run), 1 failed (status: some don't run), 2 wrong settings or usage,
3 status: nothing runs.
"""

import argparse
import sys

from app.config.settings import ConfigurationError, Settings, load_settings
from app.domain.errors import InfrastructureError
from app.embedded.control import stop_all, stop_supervisors
from scripts.services.start import end_leftovers, services_registry, start
from scripts.services.status import status
from scripts.services.supervisor import STOP_MARGIN


def main() -> int:
    """Run one command."""
    commands = {"start": start, "stop": stop, "restart": restart, "status": show_status}
    parser = argparse.ArgumentParser(prog="python -m scripts.services")
    parser.add_argument("command", choices=commands)
    command = parser.parse_args().command
    try:
        return commands[command](load_settings())
    except ConfigurationError as exc:
        return _complain(str(exc), 2)
    except (InfrastructureError, OSError) as exc:
        return _complain(str(exc), 1)


def stop(settings: Settings) -> int:
    """Stop the services, then the embedded servers; nothing to do is success."""
    patience = 2 * (settings.TASK_DRAIN_SECONDS + STOP_MARGIN) + STOP_MARGIN
    if not stop_supervisors([services_registry(settings)], patience):
        return _complain("서비스가 아직 멈추지 않았습니다 (services did not stop).", 1)
    end_leftovers(settings)
    if not stop_all(settings.NEWSUM_HOME):
        return _complain("내장 서버가 아직 멈추지 않았습니다 (servers did not stop).", 1)
    sys.stdout.write("모든 서비스가 멈췄습니다 (stopped).\n")
    return 0


def restart(settings: Settings) -> int:
    """Stop, then start."""
    return stop(settings) or start(settings)


def show_status(settings: Settings) -> int:
    """Print the table."""
    return status(settings, services_registry(settings).running())


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
