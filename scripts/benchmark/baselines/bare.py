"""A bare FastAPI application: the product's body and answer models, 202, and nothing is stored."""

from uuid import uuid4

from fastapi import FastAPI

from app.api.v1.comics.requests import ComicRequest
from app.api.v1.comics.responses import ACCEPTED, ComicAccepted

app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})


@app.post("/api/v1/comics", status_code=202)
async def create_comic(_request: ComicRequest) -> ComicAccepted:
    """Promise what nobody will keep."""
    return ComicAccepted(comic_id=uuid4(), status="PENDING", message=ACCEPTED)
