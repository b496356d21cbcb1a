"""Comics asked for and awaited, and what the sandbox and the task's events tell of them."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import httpx2
import psycopg

from app.embedded.endpoints import PostgresEndpoint
from scripts.benchmark.failure import BenchmarkFailed

_ARTICLE = Path(__file__).with_name("article.txt")
_PATIENCE_SECONDS = 600.0
_ELAPSED = """
SELECT extract(epoch FROM max(t.finished_at) - min(t.created_at))::float8,
       count(*) FILTER (WHERE t.status = 'SUCCEEDED'), count(t.finished_at)
FROM comics c JOIN tasks t ON t.id = c.task_id WHERE c.comic_id = ANY(%s)
"""
_STORY = """
SELECT name, extract(epoch FROM at)::float8 FROM (
    SELECT 'accepted and claimed' AS name, t.created_at AS at FROM tasks t
    JOIN comics c ON c.task_id = t.id WHERE c.comic_id = %(comic)s
    UNION ALL
    SELECT e.data ->> 'node', e.at FROM task_events e
    JOIN comics c ON c.task_id = e.task_id
    WHERE c.comic_id = %(comic)s AND e.kind = 'node_started'
    UNION ALL
    SELECT 'end', t.finished_at FROM tasks t
    JOIN comics c ON c.task_id = t.id WHERE c.comic_id = %(comic)s) AS story
ORDER BY at
"""


@dataclass(frozen=True)
class Call:
    """One call that the sandbox answered; ``at`` is the time of day in seconds."""

    at: float
    seconds: float


@dataclass(frozen=True)
class Moment:
    """When a part of a comic's making began."""

    name: str
    at: float


@dataclass(frozen=True)
class Made:
    """Comics asked for at once: how long all took, every model call, and the story of the first."""

    comics: int
    seconds: float
    chats: Sequence[Call]
    panels: Sequence[Call]
    story: Sequence[Moment]

    def median_pause_ms(self) -> float:
        """From the end of a picture to the start of the next."""
        calls = sorted(self.panels, key=lambda call: call.at)
        pauses = [later.at - (call.at + call.seconds) for call, later in pairwise(calls)]
        return median(pauses) * 1e3


class Workshop:
    """A running gateway and worker, and the sandbox that answers them."""

    def __init__(
        self, gateway: httpx2.Client, sandbox: httpx2.Client, database: PostgresEndpoint
    ) -> None:
        self._gateway = gateway
        self._sandbox = sandbox
        self._database = database
        title, text = _ARTICLE.read_text(encoding="utf-8").split("\n", 1)
        articles = [{"title": title, "text": text.strip()}]
        self._body = {"data": {"query": "탄천에 돌아온 수달", "articles": articles}}

    def make(self, comics: int, latency: dict[str, float]) -> Made:
        """Ask for all at once and wait for the last."""
        self._sandbox.delete("/control").raise_for_status()
        self._sandbox.put("/control/latency", json=latency).raise_for_status()
        ids = [self._submit() for _ in range(comics)]
        with self._connect() as connection:
            seconds = _ended(connection, ids)
            story = connection.execute(_STORY, {"comic": ids[0]}).fetchall()
        calls = self._sandbox.get("/control/calls").raise_for_status().json()
        return Made(
            comics,
            seconds,
            _calls(calls["chat"]),
            _calls(calls["txt2img"]),
            [Moment(name, at) for name, at in story],
        )

    def _submit(self) -> str:
        headers = {"Idempotency-Key": str(uuid4())}
        answer = self._gateway.post("/api/v1/comics", json=self._body, headers=headers)
        return str(answer.raise_for_status().json()["comic_id"])

    def _connect(self) -> psycopg.Connection:
        endpoint = asdict(self._database)
        return psycopg.connect(dbname=endpoint.pop("database"), autocommit=True, **endpoint)


def _ended(connection: psycopg.Connection, ids: list[str]) -> float:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        row = connection.execute(_ELAPSED, [ids]).fetchone()
        if row and row[2] == len(ids):
            if row[1] != len(ids):
                raise BenchmarkFailed(f"only {row[1]} of {len(ids)} comics were made")
            return float(row[0])
        time.sleep(0.2)  # noqa: TID251 - a command line of its own, no loop runs here
    raise BenchmarkFailed(f"{len(ids)} comics took longer than {_PATIENCE_SECONDS:.0f} s")


def _calls(endpoint: dict[str, Any]) -> list[Call]:
    return [
        Call(datetime.fromisoformat(call["at"]).timestamp(), call["seconds"])
        for call in endpoint["recent"]
        if call["outcome"] == "finished"
    ]
