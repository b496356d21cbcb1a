"""A worker suffers at each commit of a run: the task ends once, and no finished step runs again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.embedded.endpoints import Endpoints
from tests.engine_worker import ProbeTask
from tests.faults.failpoints import DELAY_SECONDS, Failpoint
from tests.faults.probe_scene import ProbeScene, open_probe_scene
from tests.faults.victims import every, until

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
async def scene(
    endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> AsyncIterator[ProbeScene]:
    async with open_probe_scene(endpoints, sandbox_url, tmp_path) as scene:
        yield scene


@every("claim", "finish_batch")
async def test_around_the_whole_run(scene: ProbeScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint, ProbeTask(steps=1))


@every("heartbeat")
async def test_heartbeat(scene: ProbeScene, failpoint: Failpoint) -> None:
    # A delayed heartbeat loses the lease of a run that goes on beside its successor.
    seconds = DELAY_SECONDS + 0.5 if failpoint.action == "delay" else 0.8
    await suffer(scene, failpoint, ProbeTask(steps=1, sleep=seconds, effect=True))


@every("start_step", "finish_step", time=2)
async def test_second_step(scene: ProbeScene, failpoint: Failpoint) -> None:
    notes = await suffer(scene, failpoint, ProbeTask(steps=2))
    assert notes.count("step 0") == 1
    in_hand = failpoint.operation == "finish_step" and failpoint.moment == "before"
    assert notes.count("step 1") in ((1, 2) if in_hand else (1,))


@every("finish")
async def test_finish(scene: ProbeScene, failpoint: Failpoint) -> None:
    payload = ProbeTask(steps=1, effect=True, webhook_url=scene.webhook_url)
    notes = await suffer(scene, failpoint, payload)
    assert notes.count("step 0") == 1


@pytest.mark.faults
@every("fail")
async def test_failure(scene: ProbeScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint, ProbeTask(error="refused"), ends="FAILED")


@pytest.mark.faults
@every("retry")
async def test_retry(scene: ProbeScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint, ProbeTask(error="retry_once"))


async def suffer(
    scene: ProbeScene, failpoint: Failpoint, payload: ProbeTask, ends: str = "SUCCEEDED"
) -> list[str]:
    """What the handlers noted, after all was checked."""
    task_id = await scene.submit(payload)
    victim = scene.victim(failpoint)
    await victim.suffers()
    if failpoint.stops:
        scene.worker()
    assert await scene.ended(task_id) == ends
    assert await scene.violations() == []
    if failpoint.action != "kill":
        await scene.survives(victim, task_id)
        assert await scene.violations() == []
    return await scene.notes(task_id)


@pytest.mark.faults
@every("release")
async def test_release(scene: ProbeScene, failpoint: Failpoint) -> None:
    task_id = await scene.submit(ProbeTask(sleep=1, effect=True))
    victim = scene.victim(failpoint)

    async def started() -> bool:
        return await scene.notes(task_id) != []

    await until(started)
    victim.process.terminate()
    await victim.suffers()
    scene.worker()
    assert await scene.ended(task_id) == "SUCCEEDED"
    assert await scene.violations() == []
