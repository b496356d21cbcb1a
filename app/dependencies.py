"""What endpoints may ask for. All async: FastAPI would run plain functions in threads."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPBearer

from app.config.settings import Settings
from app.domain.errors import NotFound
from app.domain.links import ComicLinks
from app.lifespan import Gateway
from app.repositories.comics import ComicRecord, ComicRepository
from app.services.storage.paths import StoragePaths
from app.tasks.manager import AsyncTaskManager


def gateway_of(request: Request) -> Gateway:
    """Everything that the lifespan opened."""
    gateway: Gateway = request.state.gateway
    return gateway


async def _gateway(request: Request) -> Gateway:
    return gateway_of(request)


# The middleware checks the key; these only tell /swagger how to send one.
BearerScheme = Annotated[object, Depends(HTTPBearer(auto_error=False))]
HeaderScheme = Annotated[object, Depends(APIKeyHeader(name="X-API-Key", auto_error=False))]

GatewayDep = Annotated[Gateway, Depends(_gateway)]


async def _owner(request: Request, _bearer: BearerScheme, _header: HeaderScheme) -> str:
    owner: str = request.state.owner
    return owner


async def _settings(gateway: GatewayDep) -> Settings:
    return gateway.settings


async def _tasks(gateway: GatewayDep) -> AsyncTaskManager:
    return gateway.tasks


async def _comics(gateway: GatewayDep) -> ComicRepository:
    return gateway.comics


async def _paths(gateway: GatewayDep) -> StoragePaths:
    return gateway.paths


async def _links(gateway: GatewayDep) -> ComicLinks:
    return gateway.links


async def _trusted_origins(gateway: GatewayDep) -> frozenset[str]:
    return gateway.trusted_origins


async def _stopping(gateway: GatewayDep) -> asyncio.Event:
    return gateway.stopping


Owner = Annotated[str, Depends(_owner)]
SettingsDep = Annotated[Settings, Depends(_settings)]
Tasks = Annotated[AsyncTaskManager, Depends(_tasks)]
Comics = Annotated[ComicRepository, Depends(_comics)]
FilePaths = Annotated[StoragePaths, Depends(_paths)]
Links = Annotated[ComicLinks, Depends(_links)]
TrustedOrigins = Annotated[frozenset[str], Depends(_trusted_origins)]
Stopping = Annotated[asyncio.Event, Depends(_stopping)]


async def _current_comic(comic_id: UUID, owner: Owner, comics: Comics) -> ComicRecord:
    comic = await comics.get(comic_id, owner)
    if comic is None:
        raise NotFound("해당 Comic ID의 작업 상태를 찾을 수 없습니다.")
    return comic


CurrentComic = Annotated[ComicRecord, Depends(_current_comic)]
