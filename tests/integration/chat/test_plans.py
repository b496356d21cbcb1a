"""What chat asks of the database costs the same however much is stored: pages read, counted."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from app.database import Connection, Database
from app.domain.chat import summary_lane
from app.domain.ids import new_task_id
from app.embedded.endpoints import PostgresEndpoint
from app.repositories.chats import NEWEST, QUERIES

FEW, MANY = 1_000, 10_000
DEEPER = 1.5  # indexes grow a level now and then

# Two rooms of as many answered messages, and their tasks.
STORE = """
WITH rooms AS (
    INSERT INTO chat_rooms (owner, room_id, summarised_upto)
    VALUES ('o', 'long', 0), ('o', 'other', 0) ON CONFLICT DO NOTHING
), said AS (
    SELECT n, room, md5(room || n)::uuid AS task_id
    FROM generate_series($1::int, $2::int) AS n, unnest('{long,other}'::text[]) AS room
), done AS (
    INSERT INTO tasks (id, type, queue, owner, status, payload, lane, lane_position, deadline_at,
                       finished_at)
    SELECT task_id, 'chat', 'chat_task_queue', 'o', 'SUCCEEDED', '{}', 'chat:o:' || room, n,
           now(), now()
    FROM said
)
INSERT INTO chat_messages (owner, room_id, task_id, request_id, role, content, tokens)
SELECT 'o', room, task_id, room || n, role, 'text', 10
FROM said, unnest('{user,assistant}'::text[]) AS role ORDER BY n, room, role DESC
"""
ACCEPT = """
INSERT INTO tasks (id, type, queue, owner, payload, lane, lane_position, deadline_at)
VALUES ($1, 'chat', 'chat_task_queue', 'o', $2, 'chat:o:long', 1000000, now())"""
ASKED = {"request_id": "new", "room_id": "long", "user_id": "u", "message": "text"}
ANALYSE = "ANALYZE chat_rooms, chat_messages, tasks"
NEWEST_QUESTION = """
    SELECT task_id FROM chat_messages WHERE room_id = 'long' AND role = 'user'
    ORDER BY message_id DESC LIMIT 1"""


@pytest.fixture
async def connection(database_endpoint: PostgresEndpoint) -> AsyncIterator[Connection]:
    database = await Database.open(
        database_endpoint, min_size=1, max_size=1, application_name="newsum-tests"
    )
    async with database.connection(timeout=50) as connection:
        yield connection
    await database.close()


def asked(newest: UUID) -> dict[str, tuple[Any, ...]]:
    """Every query on the way of a message, and every read of its clients."""
    return {
        "before_message": (newest, 5),
        "unsummarised": ("o", "long", 100, summary_lane("o", "long"), 300.0),
        "to_summarise": ("o", "long", 100),
        "get_message": ("o", "long50"),
        "get_room": ("o", "long"),
        "room_messages": ("o", "long", NEWEST, 21),
    }


@pytest.mark.parametrize("plans", ["force_custom_plan", "force_generic_plan"])
async def test_costs_are_flat(connection: Connection, plans: str) -> None:
    await connection.execute(f"SET plan_cache_mode = {plans}")
    await connection.execute(STORE, 1, FEW)
    await connection.execute(ANALYSE)
    few = await _pages(connection)
    await connection.execute(STORE, FEW + 1, MANY)
    await connection.execute(ANALYSE)
    many = await _pages(connection)
    grown = {name: (few[name], many[name]) for name in few if many[name] > DEEPER * few[name]}
    assert grown == {}


async def test_a_page_in_the_middle_costs_what_the_first_one_does(connection: Connection) -> None:
    await connection.execute(STORE, 1, MANY)
    await connection.execute(ANALYSE)
    first = await _read(connection, "room_messages", ("o", "long", NEWEST, 21))
    middle = await _read(connection, "room_messages", ("o", "long", MANY, 21))
    assert middle <= DEEPER * first


async def _pages(connection: Connection) -> dict[str, int]:
    newest = await connection.fetchval(NEWEST_QUESTION)
    reads = {name: await _read(connection, name, args) for name, args in asked(newest).items()}
    return {**reads, **await _written(connection)}


async def _written(connection: Connection) -> dict[str, int]:
    """An acceptance and an answer, which leave nothing."""
    transaction = connection.transaction()
    await transaction.start()
    task_id = new_task_id()
    await connection.execute(ACCEPT, task_id, ASKED)
    written = {
        "accept_messages": await _read(connection, "accept_messages", ([task_id],)),
        "answer_message": await _read(
            connection, "answer_message", (task_id, 1, "text", 1, {}, "stop")
        ),
    }
    await transaction.rollback()
    return written


async def _read(connection: Connection, name: str, args: tuple[Any, ...]) -> int:
    explained = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {QUERIES[name]}"
    plan = json.loads(await connection.fetchval(explained, *args))[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
