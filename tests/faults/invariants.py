"""What must hold whatever happened, judged from the outside: rows, files, what others received.

Every check answers a list of violations, each a sentence; an empty list is a pass.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from app.queries import load_queries
from app.services.storage.paths import StoragePaths

QUERIES = load_queries(__file__, "invariants.sql")

PNG_BEGIN, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
# images/<comic>/v<version>/<name>-<mark of the content>.png
DRAWN = re.compile(r"(?P<name>.+)-[0-9a-f]{12}\.png")

# Hold at any moment, also while everything runs.
ALWAYS = (
    "event_gaps",
    "wrong_endings",
    "uncounted_attempts",
    "repeated_events",
    "repeated_steps",
    "torn_comics",
    "branched_checkpoints",
    "torn_messages",
    "disordered_rooms",
    "wrong_outbox",
)
# Hold once there is nothing left to do.
FINALLY = ("unfinished_tasks", "undelivered_messages")
# Read what tests.engine_worker's probes note in the table ``effects``.
OF_PROBES = ("wrong_effects", "steps_beyond_ledger", "lane_disorder")


class Reader(Protocol):
    """A connection of asyncpg, or our own Database."""

    async def fetch(self, query: str, /, *args: Any) -> Sequence[Any]:
        """The rows."""


async def check(db: Reader, name: str, *args: object) -> list[str]:
    """The violations that one query of invariants.sql finds."""
    return [row[0] for row in await db.fetch(QUERIES[name], *args)]


async def rows_at_any_moment(db: Reader) -> list[str]:
    """Everything about rows that holds even while workers work."""
    return [sentence for name in ALWAYS for sentence in await check(db, name)]


async def rows_when_all_is_over(db: Reader) -> list[str]:
    """The same, and that nothing is left open or undelivered."""
    ends = [sentence for name in FINALLY for sentence in await check(db, name)]
    return ends + await rows_at_any_moment(db)


async def probes(db: Reader) -> list[str]:
    """What the probes' own notes say about repeats and lanes."""
    return [sentence for name in OF_PROBES for sentence in await check(db, name)]


async def lost_tasks(db: Reader, acknowledged: Collection[UUID]) -> list[str]:
    """Acknowledged tasks that are not stored."""
    return await check(db, "lost_tasks", list(acknowledged))


async def lost_comics(db: Reader, acknowledged: Collection[UUID]) -> list[str]:
    """Acknowledged comics that are not stored."""
    return await check(db, "lost_comics", list(acknowledged))


async def tasks_nobody_asked_for(db: Reader) -> list[str]:
    """For runs in which every request carries an idempotency key of its own."""
    return await check(db, "tasks_nobody_asked_for")


async def overdue_tasks(db: Reader, seconds: float) -> list[str]:
    """Tasks that were not ended ``seconds`` after their deadline."""
    return await check(db, "overdue_tasks", seconds)


async def lane_acceptance(db: Reader, lane: str, acknowledged: Sequence[UUID]) -> list[str]:
    """A lane's tasks keep the order in which they were acknowledged one after the other."""
    rows = await db.fetch(QUERIES["lane_positions"], lane, list(acknowledged))
    stored = [row["id"] for row in rows]
    wanted = [task_id for task_id in acknowledged if task_id in set(stored)]
    return [
        f"lane {lane}: task {there} stands where {here} was acknowledged"
        for here, there in zip(wanted, stored, strict=True)
        if here != there
    ][:1]


async def received_messages(db: Reader, received: Iterable[Mapping[str, Any]]) -> list[str]:
    """Receivers saw every delivered message, under one id each, and nothing else.

    ``received`` is what the sandbox's ``/control/webhooks`` tells. The same id again is no
    violation: it is how receivers drop repeats.
    """
    known = list(received)
    return await missing_messages(db, known) + await repeated_messages(db, known)


async def missing_messages(db: Reader, received: Iterable[Mapping[str, Any]]) -> list[str]:
    """Messages that count as delivered and did not come."""
    seen = {_message_id(hook) for hook in received}
    delivered = [row["id"] for row in await db.fetch(QUERIES["delivered_messages"])]
    return [
        f"message {id_} counts as delivered and never came" for id_ in delivered if id_ not in seen
    ]


async def repeated_messages(db: Reader, received: Iterable[Mapping[str, Any]]) -> list[str]:
    """One id has one content, one content one id, and nobody else sends."""
    contents: defaultdict[str, set[str]] = defaultdict(set)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for hook in received:
        content = repr((hook["name"], hook["body"]))
        contents[_message_id(hook)].add(content)
        ids[content].add(_message_id(hook))
    known = {row["id"] for row in await db.fetch(QUERIES["known_messages"])}
    return [
        *(f"message {id_} came, which nobody sent" for id_ in contents if id_ not in known),
        *(
            f"message {id_} came with two contents"
            for id_, told in contents.items()
            if len(told) > 1
        ),
        *(f"one message came as {' and '.join(sorted(i))}" for i in ids.values() if len(i) > 1),
    ]


def _message_id(hook: Mapping[str, Any]) -> str:
    return str(hook["headers"]["webhook-id"])


async def files(db: Reader, paths: StoragePaths) -> list[str]:
    """Every file that a row names is there and whole; none is there that nobody asked for."""
    return await broken_files(db, paths) + await stray_files(db, paths)


async def broken_files(db: Reader, paths: StoragePaths) -> list[str]:
    """Files that a row names and that are not there, or not whole."""
    return [
        f"comic {row['comic_id']} names the file {key}, which is {fault}"
        for row in await db.fetch(QUERIES["stored_comics"])
        for key in row["keys"]
        if (fault := _fault(paths.path_for(key)))
    ]


def _fault(path: Path) -> str | None:
    if not path.is_file():
        return "missing"
    content = path.read_bytes()
    if path.suffix == ".png":
        whole = content.startswith(PNG_BEGIN) and content.endswith(PNG_END)
    else:
        whole = content.rstrip().endswith(b"</html>")
    return None if whole else "cut off"


async def stray_files(db: Reader, paths: StoragePaths) -> list[str]:
    """Files of no comic, and pictures that were drawn twice with different content."""
    comics = {str(row["comic_id"]) for row in await db.fetch(QUERIES["stored_comics"])}
    folders = [path for root in (paths.images, paths.reports) for path in root.glob("*")]
    strays = [f"{path} belongs to no comic" for path in folders if path.name not in comics]
    drawn = Counter(
        (path.parent, match["name"])
        for path in paths.images.glob("*/v*/*.png")
        if (match := DRAWN.fullmatch(path.name))
    )
    return strays + [
        f"{folder} holds {count} different files of {name}"
        for (folder, name), count in drawn.items()
        if count > 1
    ]


async def calls_beyond_the_ledger(db: Reader, calls: Mapping[str, Any]) -> list[str]:
    """No call was made that the ledger did not note before (for a sandbox without faults).

    ``calls`` is what the sandbox's ``/control/calls`` tells.
    """
    [noted] = await db.fetch(QUERIES["ledger"])
    return [
        f"{calls[endpoint]['started']} {endpoint} calls were made and {noted[endpoint]} noted"
        for endpoint in ("chat", "txt2img")
        if calls[endpoint]["started"] > noted[endpoint]
    ]
