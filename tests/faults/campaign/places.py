"""Where the product's processes stand: whoever ends is followed by another."""

import asyncio
import json
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from app.config.service_settings import WorkerSettings
from app.embedded import ports
from app.embedded.endpoints import Endpoints
from tests.faults.campaign.clocks import Clock
from tests.faults.campaign.diary import Cause, Stop, now
from tests.faults.campaign.schedule import COMIC_WORKERS, GATEWAYS, PROBE_WORKERS
from tests.faults.processes import ForkedFleet, ForkedProcess

_LOOK_SECONDS = 0.05
_PAUSE_SECONDS = 0.5  # a process that ended by itself is started again after it

PLACES = WorkerSettings.model_fields["WORKER_CONCURRENCY"].default
PROBE_GATEWAY = ("-m", "tests.faults.campaign.probe_gateway")
COMIC_WORKER = ("run_unified_llm_worker.py",)
PROBE_WORKER = ("-m", "tests.engine_worker", "--concurrency", str(PLACES))


class Place:
    """One process at a time, with one environment and one clock."""

    def __init__(
        self, fleet: ForkedFleet, name: str, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self.clock = Clock(fleet.home / f"{name}.clock")
        self.stops: list[Stop] = []
        self._fleet = fleet
        self._command = command
        self._environment = {**environment, **self.clock.environment}
        self._process: ForkedProcess | None = None

    def start(self) -> None:
        """The first, or the next."""
        self._process = self._fleet.start(*self._command, **self._environment)

    def kill(self) -> None:
        """kill -9."""
        self._stop("kill", signal.SIGKILL)

    async def freeze(self, seconds: float) -> None:
        """SIGSTOP, and SIGCONT after ``seconds``."""
        process = self._running
        stop = self._stop("freeze", signal.SIGSTOP)
        await asyncio.sleep(seconds)
        process.send_signal(signal.SIGCONT)
        stop.end = now()

    async def keep(self) -> None:
        """Start the next one whenever one has ended, until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._running.poll() is None:
                continue
            if not self._killed:
                self.stops.append(Stop(self._pid, "ended", now(), told=self._ending))
                await asyncio.sleep(_PAUSE_SECONDS)
            self.start()

    @property
    def _running(self) -> ForkedProcess:
        assert self._process is not None, "start() comes first"
        return self._process

    @property
    def _pid(self) -> int:
        pid = self._running.pid
        assert pid is not None
        return pid

    @property
    def _killed(self) -> bool:
        return any(stop.pid == self._pid and stop.cause == "kill" for stop in self.stops)

    @property
    def _ending(self) -> str:
        return f"{self.name} ended with {self._running.poll()}: {self._running.log.name}"

    def _stop(self, cause: Cause, number: signal.Signals) -> Stop:
        stop = Stop(self._pid, cause, now())
        self.stops.append(stop)
        self._running.send_signal(number)
        return stop


class Places:
    """All of them, by name."""

    def __init__(
        self, fleet: ForkedFleet, endpoints: Endpoints, settings: Mapping[str, str]
    ) -> None:
        known = {"postgres": asdict(endpoints.postgres), "redis_url": endpoints.redis_url}
        probes = {**settings, "NEWSUM_TEST_ENDPOINTS": json.dumps(known)}
        free = ports.candidates()
        self.ports = {name: next(free) for name in GATEWAYS}
        self._by_name = {
            name: Place(fleet, name, command, environment)
            for names, command, environment in (
                (COMIC_WORKERS, COMIC_WORKER, settings),
                (PROBE_WORKERS, PROBE_WORKER, probes),
            )
            for name in names
        } | {
            name: Place(fleet, name, PROBE_GATEWAY, {**settings, "APP_PORT": str(port)})
            for name, port in self.ports.items()
        }

    def __getitem__(self, name: str) -> Place:
        return self._by_name[name]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_name.values())

    @property
    def stops(self) -> list[Stop]:
        """Of all, in no order."""
        return [stop for place in self for stop in place.stops]

    def start(self) -> None:
        """One process each."""
        for place in self:
            place.start()

    async def keep(self) -> None:
        """See Place."""
        await asyncio.gather(*(place.keep() for place in self))
