"""Rooms: history, summary, erasure. A room begins with its first message."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.api.v2.chat import cursor
from app.api.v2.chat.lookup import CurrentRoom, no_room
from app.api.v2.chat.requests import ChatId
from app.api.v2.chat.responses import HistoryLine, HistoryPage, RoomSummary
from app.api.v2.chat.submission import REQUEST_ID_KEY
from app.dependencies import GatewayDep, Owner
from app.repositories.chat_erasure import erase_room
from app.tasks.erasure import tell_erased

router = APIRouter(prefix="/api/v2/rooms/{room_id}", tags=["chat"])


@router.get("/messages")
async def list_messages(
    room: CurrentRoom,
    gateway: GatewayDep,
    owner: Owner,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    after: Annotated[str | None, Query(alias="cursor", max_length=200)] = None,
) -> HistoryPage:
    """대화 기록을 새것부터 보여 줍니다."""
    before = cursor.decode(after)
    found = await gateway.chats.history(owner, room.room_id, before, limit + 1)
    page = found[:limit]
    return HistoryPage(
        messages=[HistoryLine.of(entry) for entry in page],
        next_cursor=cursor.encode(page[-1].position) if len(found) > limit else None,
    )


@router.get("/summary")
async def get_summary(room: CurrentRoom) -> RoomSummary:
    """대화방의 요약입니다. 대화가 짧으면 null입니다."""
    return RoomSummary.of(room)


@router.delete("", status_code=204)
async def delete_room(room_id: ChatId, gateway: GatewayDep, owner: Owner) -> Response:
    """대화방을 지웁니다. 처리 중인 메시지는 취소되고, 기록과 요약은 되살릴 수 없습니다."""
    erased = await erase_room(
        gateway.database,
        owner,
        room_id,
        key_prefix=REQUEST_ID_KEY,
        tell=partial(tell_erased, gateway.redis),
    )
    if not erased:
        raise no_room()
    return Response(status_code=204)
