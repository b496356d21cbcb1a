"""A worker suffers at each commit of a run: the task ends once, and no finished step runs again."""

import pytest

from app.domain.task import TaskStatus
from tests.engine_worker import ProbeTask
from tests.faults.failpoints import DELAY_SECONDS, Failpoint
from tests.faults.probe_scene import ProbeScene
from tests.faults.probe_scene import scene as scene
from tests.faults.victims import each, every, until

# The successor works on while the thawed victim writes late.
HOLD_SECONDS = 0.7

# Fences of a probe: each step has one when it starts and one when it finishes.
STARTED_SECOND_STEP, FINISHED_SECOND_STEP = 3, 4

pytestmark = pytest.mark.timeout(120)


@every("claim")
async def test_claim(scene: ProbeScene, failpoint: Failpoint) -> None:
    notes = await suffer(scene, failpoint, ProbeTask(steps=1))
    if failpoint.moment == "before":
        assert notes.count("start") == 1, "a running task was claimed"


@every("finish_batch")
async def test_finish_without_effects(scene: ProbeScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint, ProbeTask(steps=1))


@every("heartbeat")
async def test_heartbeat(scene: ProbeScene, failpoint: Failpoint) -> None:
    # A delayed heartbeat loses the lease of a run that goes on beside its successor.
    seconds = DELAY_SECONDS + 0.5 if failpoint.action == "delay" else HOLD_SECONDS
    await suffer(scene, failpoint, ProbeTask(steps=1, sleep=seconds, effect=True))


@every("start_step", "finish_step", time=2)
async def test_second_step(scene: ProbeScene, failpoint: Failpoint) -> None:
    notes = await suffer(scene, failpoint, ProbeTask(steps=2))
    assert notes.count("step 0") == 1
    result_in_hand = failpoint.operation == "finish_step" and failpoint.moment == "before"
    died = failpoint.action == "kill"
    live_but_lost = failpoint.action in ("freeze", "delay")
    assert 1 <= notes.count("step 1") <= (2 if (result_in_hand and died) or live_but_lost else 1)


@every("finish")
async def test_finish(scene: ProbeScene, failpoint: Failpoint) -> None:
    payload = ProbeTask(steps=1, effect=True, webhook_url=scene.webhook_url)
    notes = await suffer(scene, failpoint, payload)
    assert notes.count("step 0") == 1


@each(
    Failpoint("fence", "within", "freeze", STARTED_SECOND_STEP),
    Failpoint("fence", "within", "freeze", FINISHED_SECOND_STEP),
    Failpoint("finish", "within", "freeze"),
)
async def test_fence(scene: ProbeScene, failpoint: Failpoint) -> None:
    notes = await suffer(scene, failpoint, ProbeTask(steps=2, effect=True))
    assert notes.count("step 0") == 1


@pytest.mark.faults
@every("fail")
async def test_failure(scene: ProbeScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint, ProbeTask(error="refused"), TaskStatus.FAILED)


@pytest.mark.faults
@every("retry")
async def test_retry(scene: ProbeScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint, ProbeTask(error="retry_once"))


async def suffer(
    scene: ProbeScene,
    failpoint: Failpoint,
    payload: ProbeTask,
    ends: TaskStatus = TaskStatus.SUCCEEDED,
) -> list[str]:
    """What the handlers noted, after all was checked."""
    if failpoint.action == "freeze":
        payload = payload.model_copy(update={"sleep": HOLD_SECONDS})
    task_id = await scene.submit(payload)
    victim = scene.victim(failpoint)
    await victim.suffers()
    if failpoint.stops:
        successor = scene.worker()
    if failpoint.action == "freeze":
        await victim.thaw_late(scene.db, task_id, successor)
    task = await scene.ended(task_id)
    assert task.status is ends
    assert task.result in (None, {"attempt": task.attempt}), "an attempt ended another's run"
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
    assert (await scene.ended(task_id)).status is TaskStatus.SUCCEEDED
    assert await scene.violations() == []
