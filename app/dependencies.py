"""What endpoints may ask for.

Few and async: FastAPI solves each dependency anew for each request, plain functions even in
threads. A dozen small ones took a third of the time of an accepted request.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from app.domain.errors import NotFound
from app.lifespan import Gateway
from app.repositories.comics import ComicRecord


def gateway_of(request: Request) -> Gateway:
    """Everything that the lifespan opened."""
    gateway: Gateway = request.scope["state"]["gateway"]
    return gateway


async def _gateway(request: Request) -> Gateway:
    return gateway_of(request)


def owner_of(request: Request) -> str:
    """Whose request it is."""
    owner: str = request.scope["state"]["owner"]
    return owner


async def _owner(request: Request) -> str:
    return owner_of(request)


GatewayDep = Annotated[Gateway, Depends(_gateway)]
Owner = Annotated[str, Depends(_owner)]


async def _current_comic(comic_id: UUID, gateway: GatewayDep, owner: Owner) -> ComicRecord:
    comic = await gateway.comics.get(comic_id, owner)
    if comic is None:
        raise NotFound("해당 Comic ID의 작업 상태를 찾을 수 없습니다.")
    return comic


CurrentComic = Annotated[ComicRecord, Depends(_current_comic)]
