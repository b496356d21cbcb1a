"""What is accepted while things go wrong: comics through the gateway, probes of several lanes."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from tests.faults.campaign.clients import Clients
from tests.fleet import ARTICLE

COMICS, PROBES = "/api/v1/comics", "/probes"
LANES = 6
LOOSE_CLIENTS = 4
MOST_OPEN_COMICS = 5
MOST_OPEN_PROBES = 80
SHORT_DEADLINE = 3.0  # seconds
TOO_LONG = 3_600.0  # seconds: such a probe is there to meet its deadline

# Probes by weight: no-op tasks, and tasks that last a while, so that freezes and kills meet them.
LANE_PROBES: list[tuple[int, dict[str, Any]]] = [
    (5, {}),
    (3, {"effect": True}),
    (3, {"sleep": 0.5, "effect": True}),
    (2, {"steps": 2, "step_seconds": 0.2}),
    (1, {"error": "retry_once"}),
]
LOOSE_PROBES: list[tuple[int, dict[str, Any]]] = [
    (4, {}),
    (2, {"effect": True}),
    (6, {"sleep": 1.0, "effect": True}),
    (2, {"steps": 3, "step_seconds": 1.0, "effect": True}),
    (2, {"steps": 20, "step_seconds": 0.3, "effect": True}),
    (1, {"error": "infrastructure_once"}),
    (1, {"sleep": TOO_LONG}),
]


@dataclass(frozen=True)
class Known:
    """What a client was told of: where it asked, and the id."""

    path: str
    id: UUID


@dataclass
class Acknowledged:
    """Everything that gateways said yes to, in that order."""

    all: list[Known] = field(default_factory=list)
    lanes: defaultdict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    unanswered: int = 0
    refused: list[str] = field(default_factory=list)

    def of(self, path: str) -> list[Known]:
        """The comics, or the probes."""
        return [known for known in self.all if known.path == path]


class Traffic:
    """Accepts until told to stop. ``open`` is kept by whoever watches the database."""

    def __init__(self, clients: Clients, random: Random, sandbox_url: str, deadline: float) -> None:
        self.acknowledged = Acknowledged()
        self.open = {"comic": 0, "probe": 0}
        self._clients = clients
        self._random = random
        self._sandbox_url = sandbox_url
        self._deadline = deadline
        self._stopping = False

    async def run(self) -> None:
        """Until ``stop()``; then every request under way has been answered or given up."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._repeat(self._comic, 1.5, 3.0))
            for _ in range(LOOSE_CLIENTS):
                group.create_task(self._repeat(self._loose_probe, 0.2, 0.8))
            for number in range(LANES):
                lane = f"lane-{number}"
                group.create_task(self._repeat(partial(self._lane_probe, lane), 0.2, 1.2))

    def stop(self) -> None:
        """Nothing new after this."""
        self._stopping = True

    async def _repeat(
        self, accept: Callable[[], Awaitable[None]], least: float, most: float
    ) -> None:
        while not self._stopping:
            await accept()
            await asyncio.sleep(self._random.uniform(least, most))

    async def _comic(self) -> None:
        if self.open["comic"] >= MOST_OPEN_COMICS:
            return
        data = {
            "query": "탄천에 돌아온 수달",
            "articles": [ARTICLE],
            "panels": self._random.randint(1, 4),
            "callback_url": f"{self._sandbox_url}/webhooks/callback",
        }
        await self._accept(COMICS, {"data": data})

    async def _loose_probe(self) -> None:
        payload = dict(self._pick(LOOSE_PROBES))
        if self._random.random() < 0.15:
            payload["webhook_url"] = f"{self._sandbox_url}/webhooks/probe"
        late = payload.get("sleep") == TOO_LONG
        await self._probe(payload, SHORT_DEADLINE if late else self._deadline, None)

    async def _lane_probe(self, lane: str) -> None:
        await self._probe(self._pick(LANE_PROBES), self._deadline, lane)

    async def _probe(self, payload: dict[str, Any], deadline: float, lane: str | None) -> None:
        if self.open["probe"] < MOST_OPEN_PROBES:
            await self._accept(PROBES, {"payload": payload, "deadline": deadline, "lane": lane})

    async def _accept(self, path: str, body: dict[str, Any]) -> None:
        answer = await self._clients.post(path, body)
        if answer is None:
            self.acknowledged.unanswered += 1
        elif answer.status_code == 202:
            told = answer.json()
            self.acknowledged.all.append(Known(path, UUID(told.get("comic_id") or told["task_id"])))
            if lane := body.get("lane"):
                self.acknowledged.lanes[lane].append(UUID(told["task_id"]))
        else:
            self.acknowledged.refused.append(f"{path} answered {answer.status_code}: {answer.text}")

    def _pick(self, probes: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
        [payload] = self._random.choices([p for _, p in probes], [weight for weight, _ in probes])
        return payload
