"""Comics: accept, list, tell, cancel."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.idempotency import accepted_response
from app.api.json_route import JsonRoute
from app.api.own_task import cancel_task
from app.api.prefer import TASK_HEADERS, ended, note_applied, wait_seconds
from app.api.v1.comics import cursor
from app.api.v1.comics.requests import ComicRequest
from app.api.v1.comics.responses import (
    CANCELLED,
    Comic,
    ComicAccepted,
    ComicPage,
    ComicStatus,
    ComicSummary,
)
from app.api.v1.comics.submission import comic_submission
from app.dependencies import CurrentComic, GatewayDep, Owner, gateway_of, owner_of
from app.domain.comic import ComicPayload
from app.domain.errors import DatabaseDown


class ComicRoute(JsonRoute):
    """Comics wait in one queue."""

    queue = ComicPayload.queue


router = APIRouter(prefix="/api/v1/comics", tags=["comics"], route_class=ComicRoute)


@router.post(
    "",
    status_code=202,
    response_model=ComicAccepted,
    responses={200: {"model": ComicStatus}},
    openapi_extra=TASK_HEADERS,
)
async def create_comic(request: Request, body: ComicRequest) -> Response:
    """질의나 기사로 만화를 만듭니다. 접수가 저장된 뒤에, 끝나기를 기다렸으면 결과로 답합니다."""
    gateway, owner = gateway_of(request), owner_of(request)
    seconds = wait_seconds(request, 0, gateway.settings.ASYNC_TIMEOUT)
    submission = comic_submission(
        body,
        owner=owner,
        deadline=gateway.settings.COMIC_DEADLINE,
        key=request.headers.get("idempotency-key"),
        trusted_origins=gateway.trusted_origins,
    )
    accepted = await gateway.tasks.submit(submission)
    answer = ComicAccepted.model_validate(accepted.answer)
    location = gateway.links.status(answer.comic_id)
    response = accepted_response(accepted, answer, location)
    if await ended(gateway, accepted, seconds, owner):
        with suppress(DatabaseDown):  # it was accepted all the same
            comic = await gateway.comics.get(answer.comic_id, owner)
            if comic is not None:
                response = accepted_response(accepted, ComicStatus.of(comic), location, 200)
    return note_applied(request, response, seconds)


@router.get("")
async def list_comics(
    gateway: GatewayDep,
    owner: Owner,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    after: Annotated[str | None, Query(alias="cursor", max_length=200)] = None,
) -> ComicPage:
    """만화 목록을 새것부터 보여 줍니다."""
    found = await gateway.comics.page(owner, cursor.decode(after), limit + 1)
    page = found[:limit]
    return ComicPage(
        comics=[ComicSummary.of(comic, gateway.links) for comic in page],
        next_cursor=cursor.encode(page[-1].position) if len(found) > limit else None,
    )


@router.get("/status/{comic_id}")
async def get_comic_status(comic: CurrentComic) -> ComicStatus:
    """만화 생성 작업의 상태를 알려 줍니다."""
    return ComicStatus.of(comic)


@router.get("/{comic_id}")
async def get_comic(comic: CurrentComic, gateway: GatewayDep) -> Comic:
    """만화 전체를 보여 줍니다."""
    return Comic.of(comic, await gateway.comics.panels(comic), gateway.links)


@router.post("/{comic_id}/cancel", status_code=202)
async def cancel_comic(comic: CurrentComic, gateway: GatewayDep) -> ComicAccepted:
    """만화 생성을 멈춥니다. 이미 취소된 만화에는 같은 답을 합니다."""
    await cancel_task(gateway, comic.task_id, "이미 끝난 만화는 취소할 수 없습니다.")
    return ComicAccepted(comic_id=comic.comic_id, status="CANCELLED", message=CANCELLED)
