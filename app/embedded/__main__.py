"""``python -m app.embedded [start|status|stop]``: the embedded servers from a command line."""

import argparse
import sys

from app.config.settings import ConfigurationError, Settings, load_settings
from app.domain.errors import InfrastructureError
from app.embedded.control import status, stop_all
from app.embedded.endpoints import resolve_endpoints


def main() -> int:
    """Exit code 0: done, or all that is not configured runs. 1: it doesn't. 2: wrong settings."""
    parser = argparse.ArgumentParser(prog="python -m app.embedded", description=__doc__)
    parser.add_argument("command", choices=("start", "status", "stop"), nargs="?", default="start")
    command = parser.parse_args().command
    try:
        settings = load_settings()
        return {"start": _start, "status": _status, "stop": _stop}[command](settings)
    except ConfigurationError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    except InfrastructureError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1


def _start(settings: Settings) -> int:
    resolve_endpoints(settings)
    return _status(settings)


def _status(settings: Settings) -> int:
    addresses = status(settings.NEWSUM_HOME)
    for name, address in addresses.items():
        sys.stdout.write(f"{name}\t{address or 'stopped'}\n")
    needed = {"postgres": settings.POSTGRES_HOST is None, "valkey": settings.REDIS_HOST is None}
    return 0 if all(addresses[name] for name in needed if needed[name]) else 1


def _stop(settings: Settings) -> int:
    if stop_all(settings.NEWSUM_HOME):
        return 0
    sys.stderr.write("내장 서버가 아직 멈추지 않았습니다.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
