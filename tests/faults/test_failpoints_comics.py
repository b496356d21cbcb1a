"""A worker suffers while it makes a comic: the comic is whole, and nothing was paid twice."""

import pytest

from tests.faults.comic_scene import ComicScene
from tests.faults.comic_scene import scene as scene
from tests.faults.failpoints import Failpoint
from tests.faults.victims import Victim, each, every, story

# Checkpoints of a comic, which begins with two before its first node.
REPORT_SAVED = 9  # much is left for a successor to do
PANELS_DRAWN = 13  # all is paid
PANELS = 2

pytestmark = pytest.mark.timeout(120)


@each(
    Failpoint("checkpoint", "before", "kill", PANELS_DRAWN),
    Failpoint("checkpoint", "after", "kill", PANELS_DRAWN),
    Failpoint("checkpoint", "before", "freeze", PANELS_DRAWN),
)
async def test_when_all_is_paid(scene: ComicScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint)


@pytest.mark.faults
@every("checkpoint", time=PANELS_DRAWN)
async def test_checkpoint(scene: ComicScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint)


@pytest.mark.faults
@each(
    Failpoint("checkpoint", "within", "freeze", REPORT_SAVED),
    Failpoint("checkpoint_writes", "within", "freeze", REPORT_SAVED),
    Failpoint("checkpoint_writes", "before", "freeze", REPORT_SAVED),
)
async def test_frozen_in_a_transaction(scene: ComicScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint)


@pytest.mark.faults
@every("checkpoint_writes", time=PANELS_DRAWN)
async def test_checkpoint_writes(scene: ComicScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint)


@pytest.mark.faults
@every("finish")
async def test_finish(scene: ComicScene, failpoint: Failpoint) -> None:
    await suffer(scene, failpoint)


async def suffer(scene: ComicScene, failpoint: Failpoint) -> None:
    """One comic, made by the victim and whoever takes over."""
    await scene.gateway()
    victim = scene.victim(failpoint)
    comic_id = await scene.submit(panels=PANELS)
    await victim.suffers()
    if failpoint.stops:
        successor = scene.worker()
    if failpoint.action == "freeze":
        await victim.thaw_late(scene.db, await scene.task_of(comic_id), successor)
    assert (await scene.ended(comic_id))["status"] == "DONE"
    assert await scene.violations(PANELS) == []
    if failpoint.action == "freeze":
        await survives(scene, victim, comic_id)


async def survives(scene: ComicScene, victim: Victim, comic_id: str) -> None:
    """The victim makes the next comic, and the one that was made stays as it is."""
    task_id = await scene.task_of(comic_id)
    before = await story(scene.db, task_id)
    scene.processes[-1].kill()
    scene.processes[-1].wait(5)
    assert (await scene.ended(await scene.submit(panels=1)))["status"] == "DONE"
    assert victim.process.poll() is None
    assert await story(scene.db, task_id) == before
    assert await scene.violations(PANELS + 1) == []
