"""Checkpoints behind the fence, on a real database."""

import os
import signal
import time
from collections.abc import AsyncIterator
from typing import TypedDict
from uuid import UUID

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.graph import END, START, StateGraph

from app.database import CALL_SECONDS
from app.domain.errors import DatabaseDown
from app.domain.task import Event
from app.embedded.endpoints import Endpoints
from app.redis import connect_redis
from app.tasks.leases import Leases
from app.tasks.runs import LeaseLost, Run
from app.tasks.wakeups import Wakeups
from app.workflows.checkpoint import CheckpointPool, FencedSaver, checkpoint_pool
from tests.engine_worker import ProbeTask
from tests.integration.conftest import Engine
from workers.handlers.comic import SERIALIZER

CONFIG: RunnableConfig = {"configurable": {"thread_id": "comic:1"}}


class Story(TypedDict):
    chapters: list[str]


@pytest.fixture
async def pool(endpoints: Endpoints) -> AsyncIterator[CheckpointPool]:
    async with checkpoint_pool(endpoints.postgres, 2) as pool:
        yield pool


async def claimed(engine: Engine, task_id: UUID) -> Run:
    [claim] = await Leases(engine.db, engine.db, "here", 60).claim([task_id])
    redis = connect_redis(engine.endpoints.redis_url, connections=1)
    return Run(claim, engine.db, Wakeups(redis))


async def tell(saver: FencedSaver, chapter: str, *, first: bool) -> None:
    """Run a graph of one node that adds ``chapter``, from the committed head."""

    async def write(state: Story) -> Story:
        return {"chapters": [*state["chapters"], chapter]}

    graph = StateGraph(Story)
    graph.add_node("write", write)
    graph.add_edge(START, "write")
    graph.add_edge("write", END)
    compiled = graph.compile(checkpointer=saver)
    begin = Story(chapters=[])
    state = begin if first else (await compiled.aget_state(CONFIG)).values
    await compiled.ainvoke(state, CONFIG, durability="sync")


async def chapters(saver: FencedSaver) -> list[str]:
    found = await saver.aget_tuple(CONFIG)
    assert found is not None
    return list(found.checkpoint["channel_values"]["chapters"])


async def test_a_lost_run_writes_no_checkpoint(engine: Engine, pool: CheckpointPool) -> None:
    task_id = await engine.submit(ProbeTask())
    zombie = FencedSaver(pool, await claimed(engine, task_id), SERIALIZER)
    await tell(zombie, "one", first=True)
    before = await engine.db.fetchval("SELECT count(*) FROM checkpoints")
    await engine.db.execute("UPDATE tasks SET attempt = attempt + 1")
    with pytest.raises(LeaseLost):
        await tell(zombie, "two", first=False)
    assert await engine.db.fetchval("SELECT count(*) FROM checkpoints") == before


async def test_the_head_is_the_tasks_never_the_greatest_id(
    engine: Engine, pool: CheckpointPool
) -> None:
    task_id = await engine.submit(ProbeTask())
    saver = FencedSaver(pool, await claimed(engine, task_id), SERIALIZER)
    await tell(saver, "true", first=True)
    await engine.db.execute(  # a branch of a host whose clock runs ahead
        """INSERT INTO checkpoints (thread_id, checkpoint_id, checkpoint, metadata)
           SELECT thread_id, 'ffffffff-ffff-6fff-bfff-ffffffffffff', checkpoint, metadata
           FROM checkpoints ORDER BY checkpoint_id LIMIT 1"""
    )
    await engine.db.execute("UPDATE tasks SET status = 'PENDING', due_at = now()")
    heir = FencedSaver(pool, await claimed(engine, task_id), SERIALIZER)
    assert await chapters(heir) == ["true"]


async def test_a_checkpoint_forgives_crashes_and_commits_what_waited_for_it(
    engine: Engine, pool: CheckpointPool
) -> None:
    task_id = await engine.submit(ProbeTask())
    saver = FencedSaver(pool, await claimed(engine, task_id), SERIALIZER)
    await engine.db.execute("UPDATE tasks SET crashes = 2, retries = 3")
    saver.tell_with_next_checkpoint(Event("한글", {"말": "수달"}))
    await tell(saver, "one", first=True)
    row = await engine.db.fetchrow("SELECT crashes, retries, checkpoint_head FROM tasks")
    assert row is not None
    assert (row["crashes"], row["retries"]) == (0, 0)
    assert row["checkpoint_head"] is not None
    events = await engine.db.fetch("SELECT seq, kind, data FROM task_events ORDER BY seq")
    assert [tuple(event) for event in events][-1] == (3, "한글", {"말": "수달"})


async def test_a_frozen_session_holds_up_a_checkpoint_for_one_call(
    engine: Engine, pool: CheckpointPool
) -> None:
    task_id = await engine.submit(ProbeTask())
    saver = FencedSaver(pool, await claimed(engine, task_id), SERIALIZER)
    await tell(saver, "one", first=True)
    async with pool.connection() as connection:
        session = connection.info.backend_pid
    os.kill(session, signal.SIGSTOP)
    began = time.monotonic()
    try:
        with pytest.raises(DatabaseDown):
            await chapters(saver)
        assert time.monotonic() - began < CALL_SECONDS + 1
    finally:
        os.kill(session, signal.SIGCONT)
    assert await chapters(saver) == ["one"]
