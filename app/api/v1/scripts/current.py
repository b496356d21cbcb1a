"""The script that a request names."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.dependencies import GatewayDep, Owner
from app.domain.errors import NotFound
from app.repositories.scripts import ScriptRecord


async def _current_script(task_id: UUID, gateway: GatewayDep, owner: Owner) -> ScriptRecord:
    script = await gateway.scripts.get(task_id, owner)
    if script is None:
        raise NotFound("해당 대본 작업을 찾을 수 없습니다.")
    return script


CurrentScript = Annotated[ScriptRecord, Depends(_current_script)]
