"""What the benchmark uses of the product, so that neither changes without the other."""

import json
from pathlib import Path

import asyncpg

from app.embedded.endpoints import Endpoints
from scripts.benchmark.children import Children, output_of
from scripts.benchmark.engine.queries import operations, timed_once
from scripts.benchmark.engine.sizes import QUICK
from scripts.benchmark.engine.stored import store
from scripts.benchmark.engine.systems.catalog import newsum


async def test_the_engine_finds_nothing_to_do_among_stored_tasks(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    await store(endpoints.postgres, 200, lambda _: None)
    async with operations(endpoints, tmp_path) as named:
        done = {name: (await timed_once(operation))[1] for name, operation in named.items()}
    assert all(done.values()), done
    connection = await asyncpg.connect(**vars(endpoints.postgres))
    rows = {
        table: await connection.fetchval(f"SELECT count(*) FROM {table}")
        for table in ("tasks", "task_events", "comics", "checkpoints", "idempotency_keys")
    }
    await connection.close()
    assert rows["tasks"] == 200, "pruned: what is stored must stay for all rounds"
    assert rows["task_events"] == 600
    assert rows["comics"] == 10
    assert rows["checkpoints"]
    assert rows["idempotency_keys"]


def test_our_worker_drains_what_our_producer_submits(endpoints: Endpoints, tmp_path: Path) -> None:
    system = newsum(QUICK, 0, endpoints, tmp_path, prepare=lambda: None)
    submitted = json.loads(output_of(system.producer(30, 0.0), system.environment, seconds=30))
    assert len(submitted) == 30
    record = {"BENCHMARK_RECORD": str(tmp_path / "record"), "BENCHMARK_MARKS": "30"}
    with Children(tmp_path) as children:
        worker = children.start("worker", system.worker, {**system.environment, **record})
        worker.wait_until((tmp_path / "record.30").exists, 30)
    starts = json.loads((tmp_path / "record.30").read_text())["starts"]
    assert len(starts) == 30
