"""A Celery application that writes scripts, as somebody else's service would.

CELERY_BROKER=redis://… python -m celery -A tests.celery_app worker --pool prefork
"""

import asyncio
import os

from celery import Celery

from app.domain.script import ScriptRequest
from workers.generate_script import generate_script, generate_script_async

BROKER = os.environ["CELERY_BROKER"]  # noqa: TID251

app = Celery("scripts", broker=BROKER, backend=BROKER)
app.conf.update(worker_hijack_root_logger=False, broker_connection_retry_on_startup=True)


@app.task(name="write_script")
def write_script(topic: str) -> dict[str, object]:
    """The plain call."""
    return _told(generate_script(ScriptRequest(topic=topic)).model_dump(mode="json"))


@app.task(name="write_script_async")
def write_script_async(topic: str) -> dict[str, object]:
    """The documented way: a loop of the task's own."""
    result = asyncio.run(generate_script_async(ScriptRequest(topic=topic)))
    return _told(result.model_dump(mode="json"))


def _told(result: dict[str, object]) -> dict[str, object]:
    return {"pid": os.getpid(), **result}
