"""A worker suffers around a delivery: the receiver gets the message, again only under its id."""

import pytest

from tests.engine_worker import ProbeTask
from tests.faults.failpoints import Failpoint
from tests.faults.probe_scene import ProbeScene
from tests.faults.probe_scene import scene as scene
from tests.faults.victims import every

# Between the sending and the mark, or thawed with a delivery in hand: receivers know it by its id.
SENT_TWICE = {
    "delivered:before:kill",
    "delivered:before:freeze",
    "delivered:before:raise",
    "claim_outbox:after:freeze",
}

pytestmark = pytest.mark.timeout(120)


@every("claim_outbox", "delivered")
async def test_delivery(scene: ProbeScene, failpoint: Failpoint) -> None:
    task_id = await scene.submit(ProbeTask(effect=True, webhook_url=scene.webhook_url))
    await scene.victim(Failpoint("finish", "after", "kill")).suffers()
    assert await scene.hooks() == []
    victim = scene.victim(failpoint)
    await victim.suffers()
    if failpoint.action != "delay":
        # Nobody else tries a claimed delivery before its time is up: let that time pass.
        await scene.db.execute("UPDATE outbox SET due_at = now() WHERE status = 'PENDING'")
    if failpoint.stops:
        scene.worker()
    assert await scene.violations() == []
    if failpoint.action != "kill":
        await scene.survives(victim, task_id)
        assert await scene.violations() == []
    assert len(await scene.hooks()) == (2 if str(failpoint) in SENT_TWICE else 1)
