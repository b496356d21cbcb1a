"""Asking the running services."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit


def answers(url: str) -> bool:
    """Whether the address answers 200."""
    return _ask(url)[0] == 200


def has_workers(gateway_url: str) -> bool:
    """Whether a worker that makes comics has reported to the gateway."""
    workers: int = health_of(gateway_url).get("queues", {}).get("comic_task_queue", 0)
    return workers > 0


def health_of(gateway_url: str) -> dict[str, Any]:
    """What the gateway says of itself; empty when it says nothing."""
    _, body = _ask(f"{gateway_url}/health")
    try:
        health = json.loads(body)
    except ValueError:
        return {}
    return health if isinstance(health, dict) else {}


def _ask(url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", parts.path)
        reply = connection.getresponse()
        return reply.status, reply.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
