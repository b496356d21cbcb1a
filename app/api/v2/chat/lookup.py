"""The message or the room that a path names, if it is the caller's."""

from typing import Annotated

from fastapi import Depends

from app.api.v2.chat.requests import ChatId
from app.dependencies import GatewayDep, Owner
from app.domain.errors import NotFound
from app.repositories.chats import MessageRecord, RoomRecord


async def _current_message(request_id: ChatId, gateway: GatewayDep, owner: Owner) -> MessageRecord:
    message = await gateway.chats.message(owner, request_id)
    if message is None:
        raise NotFound("해당 request_id의 메시지를 찾을 수 없습니다.")
    return message


async def _current_room(room_id: ChatId, gateway: GatewayDep, owner: Owner) -> RoomRecord:
    room = await gateway.chats.room(owner, room_id)
    if room is None:
        raise no_room()
    return room


def no_room() -> NotFound:
    """Nobody wrote in it, it was erased, or it is somebody else's."""
    return NotFound("해당 room_id의 대화방을 찾을 수 없습니다.")


CurrentMessage = Annotated[MessageRecord, Depends(_current_message)]
CurrentRoom = Annotated[RoomRecord, Depends(_current_room)]
