"""A worker suffers while it sweeps: what it found is swept once, by whoever comes next."""

import asyncio
from collections import Counter

import pytest

from app.domain.task import TaskStatus
from tests.engine_worker import ProbeTask
from tests.faults.failpoints import Failpoint
from tests.faults.probe_scene import ProbeScene
from tests.faults.probe_scene import scene as scene
from tests.faults.victims import every

pytestmark = pytest.mark.timeout(120)


@every("sweep_lease")
async def test_lost_lease(scene: ProbeScene, failpoint: Failpoint) -> None:
    task_id = await scene.submit(ProbeTask(steps=1, sleep=1, effect=True))
    await scene.victim(Failpoint("claim", "after", "kill")).suffers()
    victim = scene.victim(failpoint)
    await victim.suffers()
    if failpoint.stops:
        successor = scene.worker()
    if failpoint.action == "freeze":
        await victim.thaw_late(scene.db, task_id, successor)
    assert (await scene.ended(task_id)).status is TaskStatus.SUCCEEDED
    assert await scene.violations() == []
    kinds = Counter(await scene.events(task_id))
    assert kinds == {"accepted": 1, "started": 2, "retry": 1, "step": 1, "succeeded": 1}
    if failpoint.action != "kill":
        await scene.survives(victim, task_id)
        assert await scene.violations() == []


@every("sweep_deadline")
async def test_passed_deadline(scene: ProbeScene, failpoint: Failpoint) -> None:
    task_id = await scene.submit(ProbeTask(), deadline=0.1)
    await asyncio.sleep(0.1)
    victim = scene.victim(failpoint)
    await victim.suffers()
    if failpoint.stops:
        scene.worker()
    assert (await scene.ended(task_id)).status is TaskStatus.FAILED
    assert await scene.events(task_id) == ["accepted", "failed"]
    if failpoint.action != "kill":
        await scene.survives(victim, task_id)
    assert await scene.violations() == []
