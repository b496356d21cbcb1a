"""Order: tasks that share a lane run one after another, in the order of acceptance.

A position is taken by an upsert whose row lock lasts until the commit, and a claim takes only the
lowest open position (claim in queries.sql). So a lane needs no holder: its head is whatever open
task comes first, waiting for its retry included.
"""

from collections import Counter
from collections.abc import Sequence

from app.database import Connection, Database
from app.domain.errors import DatabaseDown
from app.queries import load_queries
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")


async def take_lane_positions(
    connection: Connection, lanes: Sequence[str | None]
) -> list[int | None]:
    """The next position of each lane, in order; None without a lane."""
    wanted = Counter(lane for lane in lanes if lane is not None)
    if not wanted:
        return [None] * len(lanes)
    names = sorted(wanted)
    rows = await connection.fetch(
        QUERIES["take_lane_positions"], names, [wanted[name] for name in names]
    )
    upcoming = {row["key"]: row["next_position"] - wanted[row["key"]] for row in rows}
    positions: list[int | None] = []
    for lane in lanes:
        positions.append(None if lane is None else upcoming[lane])
        if lane is not None:
            upcoming[lane] += 1
    return positions


async def wake_lane(db: Database, wakeups: Wakeups, lane: str) -> None:
    """Wake the lane's next task; the poll does it when this can't."""
    try:
        rows = await db.fetch(QUERIES["lane_heads"], [lane])
    except DatabaseDown:
        return
    for row in rows:
        wakeups.wake(row["queue"], row["id"], row["type"])
