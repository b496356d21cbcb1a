"""Keeps all services running in the background until it is told to stop."""

import logging
import time
from collections.abc import Callable
from functools import partial

from app.config.settings import Settings
from app.domain.errors import InfrastructureError
from app.embedded.control import status as embedded_status
from app.embedded.control import stop_all
from app.embedded.endpoints import resolve_endpoints
from app.embedded.registry import Registry
from app.embedded.wakeups import Wakeups
from scripts.services.fingerprints import fingerprints
from scripts.services.managed import ManagedService
from scripts.services.plan import Plan
from scripts.services.probes import answers, has_workers
from scripts.services.table import configured_servers

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
        home = self._settings.NEWSUM_HOME
        embedded_before = embedded_status(home)
        up = False
        try:
            self._bring_up()
            up = True
            ready()
            self._watch(lock)
        finally:
            self._stop()
            if self._registry.holds(lock):
                self._registry.withdraw()
            if not up:  # a failed start leaves nothing behind
                stop_all(home, keep=[name for name, ran in embedded_before.items() if ran])

    def _bring_up(self) -> None:
        resolve_endpoints(self._settings)
        for service in self._services:
            service.start()
        self._publish()
        self._wait_until_ready()

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
            except (InfrastructureError, OSError) as exc:  # a full disk must not stop what runs
                log.warning("not everything could be started again: %s", exc)

    def _tend(self) -> None:
        resolve_endpoints(self._settings)  # starts an embedded server that has gone
        changed = [service.tend() for service in self._services]
        if any(changed):
            self._publish()

    def _publish(self) -> None:
        rows = {managed.service.name: managed.describe() for managed in self._services}
        self._registry.publish(
            {
                "gateway_url": self._plan.gateway_url,
                "services": rows,
                "servers": configured_servers(self._settings),
                "settings": fingerprints(self._settings),
            }
        )

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


def _why(managed: ManagedService, what: str) -> str:
    reason = managed.last_words()
    told = f": {reason}" if reason else "."
    return f"{managed.service.title}: {what}{told} (로그: {managed.log_file})"
