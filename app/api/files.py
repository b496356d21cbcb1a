"""Finished files: from our own disk, or by redirect from an object store."""

import asyncio
import hashlib

from fastapi import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from app.domain.errors import NotFound
from app.repositories.comics import StoredFile
from app.services.storage.paths import StoragePaths


class _WholeFileResponse(FileResponse):
    """Without ranges: the files are small, and a bad range would not be answered by a problem."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [header for header in scope["headers"] if header[0] != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)


async def file_response(
    request: Request, file: StoredFile, paths: StoragePaths, media_type: str
) -> Response:
    """What lies under a key never changes, so the key makes the ETag."""
    if file.url is not None:
        return RedirectResponse(file.url, status_code=307)
    headers = {
        "ETag": f'"{hashlib.sha256(file.key.encode()).hexdigest()[:32]}"',
        # The address outlives the file behind it: a comic may be made again.
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "none",
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    path = paths.path_for(file.key)
    if not await asyncio.to_thread(path.is_file):
        raise NotFound("파일의 보관 기간이 지났거나 파일이 지워졌습니다.")
    return _WholeFileResponse(path, headers=headers, media_type=media_type)
