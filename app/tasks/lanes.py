"""Order: tasks that share a lane run one after another, in the order of acceptance.

A position is taken by an upsert whose row lock lasts until the commit (app/tasks/insertion.py), and
a claim takes only the lowest open position (claim in queries.sql). So a lane needs no holder: its
head is whatever open task comes first, waiting for its retry included.
"""

from app.database import Database
from app.domain.errors import DatabaseDown
from app.queries import load_queries
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")


async def wake_lane(db: Database, wakeups: Wakeups, lane: str) -> None:
    """Wake the lane's next task; the poll does it when this can't."""
    try:
        rows = await db.fetch(QUERIES["lane_heads"], [lane])
    except DatabaseDown:
        return
    for row in rows:
        wakeups.wake(row["queue"], row["id"], row["type"])
