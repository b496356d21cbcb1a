"""Keeps all services running in the background until it is told to stop."""

import http.client
import json
import logging
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from app.config.settings import Settings
from app.domain.errors import InfrastructureError
from app.embedded.endpoints import resolve_endpoints
from app.embedded.registry import Registry
from app.embedded.wakeups import Wakeups
from scripts.services.managed import ManagedService
from scripts.services.plan import Plan

START_SECONDS = 90.0
PROBE_PAUSE = 0.1
WATCH_PAUSE = 1.0
STOP_MARGIN = 10.0

log = logging.getLogger(__name__)


class ServiceSupervisor:
    """Owns the processes of one installation."""

    def __init__(self, settings: Settings, plan: Plan, registry: Registry) -> None:
        """Nothing is started yet."""
        run = settings.NEWSUM_HOME / "run"
        self._settings = settings
        self._plan = plan
        self._registry = registry
        self._wakeups = Wakeups()
        self._services = [
            ManagedService(service, plan.environment, settings.LOG_PATH, run)
            for service in plan.services
        ]

    def run(self, lock: int, ready: Callable[[], None]) -> None:
        """Serve until asked to stop. Raises InfrastructureError when a service can't start."""
        try:
            resolve_endpoints(self._settings)
            for service in self._services:
                service.start()
            self._publish()
            self._wait_until_ready()
            ready()
            self._watch(lock)
        finally:
            self._stop()
            if self._registry.holds(lock):
                self._registry.withdraw()

    def _wait_until_ready(self) -> None:
        """Every process must be able to work; what they reach beyond us is told, not demanded."""
        for managed in self._services:
            probe = managed.service.probe
            if probe and not self._comes_true(partial(answers, probe)):
                raise InfrastructureError(_why(managed, "제때 준비되지 않았습니다"))
        if not self._comes_true(partial(has_workers, self._plan.gateway_url)):
            raise InfrastructureError(_why(self._services[-1], "제때 준비되지 않았습니다"))

    def _comes_true(self, condition: Callable[[], bool]) -> bool:
        give_up = time.monotonic() + START_SECONDS
        while not self._wakeups.stop_requested:
            for managed in self._services:
                if not managed.alive:
                    raise InfrastructureError(_why(managed, "시작하자마자 끝났습니다"))
            if condition():
                return True
            if time.monotonic() > give_up:
                return False
            self._wakeups.wait(PROBE_PAUSE)
        return True

    def _watch(self, lock: int) -> None:
        while self._registry.holds(lock):
            self._wakeups.wait(WATCH_PAUSE)
            if self._wakeups.stop_requested:
                return
            try:
                self._tend()
            except (InfrastructureError, OSError):  # a full disk must not stop what runs
                log.exception("not everything could be started again")

    def _tend(self) -> None:
        resolve_endpoints(self._settings)  # starts an embedded server that has gone
        changed = [service.tend() for service in self._services]
        if any(changed):
            self._publish()

    def _publish(self) -> None:
        rows = {managed.service.name: managed.describe() for managed in self._services}
        self._registry.publish({"gateway_url": self._plan.gateway_url, "services": rows})

    def _stop(self) -> None:
        """Those that use the sandbox end before it does."""
        patience = self._settings.TASK_DRAIN_SECONDS + STOP_MARGIN
        users = [s for s in self._services if s.service.name != "sandbox"]
        sandboxes = [s for s in self._services if s.service.name == "sandbox"]
        for group in (users, sandboxes):
            for service in group:
                service.ask_to_stop()
            give_up = time.monotonic() + patience
            for service in group:
                service.end(max(0.0, give_up - time.monotonic()))


def answers(url: str) -> bool:
    """Whether the address answers 200."""
    return _ask(url)[0] == 200


def has_workers(gateway_url: str) -> bool:
    """Whether a worker that makes comics has reported to the gateway."""
    _, body = _ask(f"{gateway_url}/health")
    return bool(body) and json.loads(body).get("workers", 0) > 0


def _ask(url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", parts.path)
        reply = connection.getresponse()
        return reply.status, reply.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def _why(managed: ManagedService, what: str) -> str:
    lines = managed.log_file.read_text(errors="replace").strip().splitlines()
    last = f": {lines[-1]}" if lines else ""
    return f"{managed.service.title}: {what}{last} (로그: {managed.log_file})"
