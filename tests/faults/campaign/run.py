"""A campaign from its start to its judgement."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx2

from app.cancellation import cancel_until_ended
from app.config.service_settings import EngineSettings
from app.domain.errors import DatabaseDown
from app.services.storage.paths import StoragePaths
from tests.faults.campaign.diary import (
    QUERIES,
    Outage,
    Turn,
    first_successes,
    recoveries,
    robberies,
)
from tests.faults.campaign.injection import Injection
from tests.faults.campaign.judgement import Evidence, judge
from tests.faults.campaign.outcome import Calls, Ending, Outcome, Plan
from tests.faults.campaign.report import Screen
from tests.faults.campaign.scene import Scene, deadline, open_scene, poll_seconds
from tests.faults.campaign.schedule import POSTGRES, REDIS, draw
from tests.faults.campaign.servers import Servers
from tests.faults.campaign.traffic import Traffic
from tests.faults.campaign.watch import Watch
from tests.faults.invariants import Reader

PRODUCT_LEASE = EngineSettings.model_fields["TASK_LEASE_SECONDS"].default
ENDPOINTS = ("chat", "txt2img")
_LOOK_SECONDS = 0.3
_MARGIN_SECONDS = 5.0  # a restarted server waits for its workers, a busy host for itself


async def run_campaign(
    plan: Plan, servers: Servers, sandbox_url: str, home: Path, screen: Screen
) -> Outcome:
    """Cause the faults while tasks are accepted, wait until all have ended, judge."""
    async with open_scene(servers, sandbox_url, home, plan.lease) as scene:
        traffic = Traffic(scene.clients, Random(plan.seed), sandbox_url, deadline(plan.lease))
        watch = Watch(scene.db, sandbox_url, traffic, screen)
        injection = Injection(scene, traffic.acknowledged)
        await scene.start()
        began = time.monotonic()
        async with _beside(scene.places.keep(), watch.run()):
            screen.phase("고장")
            async with asyncio.TaskGroup() as group:
                group.create_task(traffic.run())
                await injection.run(draw(plan.seed, plan.faults, plan.lease), screen.fault)
                traffic.stop()
            screen.phase("마무리")
            await _all_over(scene, plan.lease)
            await watch.collect()
        seconds = time.monotonic() - began
        screen.phase("판정")
        async with scene.patient_connection() as db:
            return await _conclude(plan, seconds, scene, db, injection, watch)


@asynccontextmanager
async def _beside(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """``loops`` run while the block does; one that fails ends both."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        yield
        await cancel_until_ended(tasks)


async def _all_over(scene: Scene, lease: float) -> None:
    """Wait until nothing is left to do, as long as the engine may take for it."""
    give_up = time.monotonic() + deadline(lease) + _overdue_seconds(lease, scene.servers.outages)
    while time.monotonic() < give_up:
        with suppress(DatabaseDown):
            if not await scene.db.fetchval(QUERIES["left"]):
                return
        await asyncio.sleep(_LOOK_SECONDS)


def _overdue_seconds(lease: float, outages: Sequence[Outage]) -> float:
    """By how much a task may miss its deadline: lease, sweep, and what the database was away."""
    away = [o.end - o.begin for o in outages if o.server == POSTGRES and o.end]
    longest = max(away, default=timedelta()).total_seconds()
    return lease + 2 * poll_seconds(lease) + _MARGIN_SECONDS + longest


async def _conclude(
    plan: Plan,
    seconds: float,
    scene: Scene,
    db: Reader,
    injection: Injection,
    watch: Watch,
) -> Outcome:
    turns = [Turn(**row) for row in await db.fetch(QUERIES["turns"])]
    stops, outages = scene.places.stops, scene.servers.outages
    robbed = robberies(turns, stops, outages, plan.lease)
    calls = await _calls(scene.sandbox_url)
    seen = Evidence(
        db=db,
        paths=StoragePaths(scene.home / "images", scene.home / "reports"),
        acknowledged=injection.acknowledged,
        answers=injection.answers,
        webhooks=watch.webhooks,
        calls=calls,
        turns=turns,
        # A shorter lease leaves a live worker on a busy host no time to renew it.
        robberies=robbed if plan.lease >= PRODUCT_LEASE else [],
        ended=[stop.told for stop in stops if stop.cause == "ended"],
        overdue_seconds=_overdue_seconds(plan.lease, outages),
    )
    [needed] = await db.fetch(QUERIES["steps"])
    return Outcome(
        plan=plan,
        seconds=seconds,
        done=injection.done,
        acknowledged=len(injection.acknowledged.all),
        unanswered=injection.acknowledged.unanswered,
        endings=[Ending(**row) for row in await db.fetch(QUERIES["endings"])],
        recoveries=recoveries(turns, stops, outages),
        restarts={name: first_successes(turns, outages, name) for name in (POSTGRES, REDIS)},
        calls={name: Calls(calls[name]["started"], needed[name]) for name in ENDPOINTS},
        robberies=len(robbed),
        findings=await judge(seen),
    )


async def _calls(sandbox_url: str) -> Mapping[str, Any]:
    async with httpx2.AsyncClient() as client:
        return dict((await client.get(f"{sandbox_url}/control/calls")).json())
