"""A comic's files: report, panels, strip."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.api.files import file_response
from app.dependencies import CurrentComic, GatewayDep
from app.domain.comic import PANELS_MAX
from app.domain.errors import NotFound
from app.repositories.comics import ComicRecord

router = APIRouter(prefix="/api/v1/comics/{comic_id}", tags=["comics"])

PNG = "image/png"
HTML = "text/html; charset=utf-8"


@router.get("/report", response_class=Response)
async def get_report(request: Request, comic: CurrentComic, gateway: GatewayDep) -> Response:
    """만화의 바탕이 된 보고서(HTML)입니다."""
    if comic.report is None:
        raise _missing(comic, "아직 보고서가 없습니다.")
    return await file_response(request, comic.report, gateway.paths, HTML)


@router.get("/panels/{number}", response_class=Response)
async def get_panel(
    request: Request,
    comic: CurrentComic,
    gateway: GatewayDep,
    number: Annotated[int, Path(ge=1, le=PANELS_MAX)],
) -> Response:
    """한 컷의 그림(PNG)입니다. 그려지는 대로 볼 수 있습니다."""
    panels = {panel.number: panel for panel in await gateway.comics.panels(comic)}
    if number not in panels:
        raise NotFound("그런 컷이 없거나 아직 그려지지 않았습니다.")
    return await file_response(request, panels[number].image, gateway.paths, PNG)


@router.get("/strip", response_class=Response)
async def get_strip(request: Request, comic: CurrentComic, gateway: GatewayDep) -> Response:
    """모든 컷을 모은 그림(PNG)입니다."""
    if comic.strip is None:
        raise _missing(comic, "아직 완성된 만화가 없습니다.")
    return await file_response(request, comic.strip, gateway.paths, PNG)


def _missing(comic: ComicRecord, yet: str) -> NotFound:
    """Whether waiting helps."""
    if comic.task_status.terminal:
        return NotFound("만화가 완성되지 않아 파일이 없습니다. 이유는 만화의 상태에 있습니다.")
    return NotFound(f"{yet} 만화가 완성된 뒤에 다시 시도하세요.")
