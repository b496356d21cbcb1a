"""/swagger from our own files: it works without internet."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parents[2] / "web" / "static"

# Swagger UI styles its elements inline and draws its icons from data: addresses.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


@router.get("/swagger")
async def swagger() -> FileResponse:
    """The page; everything else it loads lies under /static."""
    return FileResponse(
        STATIC / "swagger.html",
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": POLICY},
    )


def static_files() -> StaticFiles:
    """For mounting at /static."""
    return StaticFiles(directory=STATIC)
