"""FastAPI with a Redis list behind it: what many services do. It accepts once, and may lose it."""

import json
import os
from uuid import uuid4

from fastapi import FastAPI
from redis.asyncio import Redis

from app.api.v1.comics.requests import ComicRequest
from app.api.v1.comics.responses import ACCEPTED, ComicAccepted

app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})
redis = Redis.from_url(os.environ["BENCHMARK_REDIS_URL"])  # noqa: TID251 - a process of its own


@app.post("/api/v1/comics", status_code=202)
async def create_comic(request: ComicRequest) -> ComicAccepted:
    """Push the task as JSON."""
    comic_id = uuid4()
    task = {"comic_id": str(comic_id), "request": request.model_dump(mode="json")}
    await redis.lpush("comic_task_queue", json.dumps(task))
    return ComicAccepted(comic_id=comic_id, status="PENDING", message=ACCEPTED)
