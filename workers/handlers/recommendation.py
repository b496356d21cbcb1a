"""Writes the messages that a page lacks. Each is kept, told and counted as soon as it is there."""

import asyncio

from app.domain.errors import TaskError
from app.domain.recommendation import (
    CACHED,
    MessagesPayload,
    Outfit,
    OutfitId,
    OutfitUser,
    Tried,
    UserId,
    WrittenMessage,
)
from app.domain.task import Event
from app.nodes.task_group import task_group
from app.repositories.outfit_messages import OutfitMessages
from app.repositories.outfits import OutfitRepository
from app.repositories.recommendation_outcomes import counted
from app.services.recommendations.prompt import message_stamp
from app.services.recommendations.writer import MessageWriter
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.steps import RunStepLedger


class MessagesHandler:
    """At most ``parallel`` messages of this process are on their way at the same time."""

    def __init__(
        self,
        outfits: OutfitRepository,
        writer: MessageWriter,
        messages: OutfitMessages,
        *,
        parallel: int,
    ) -> None:
        self._outfits = outfits
        self._writer = writer
        self._messages = messages
        self._room = asyncio.Semaphore(parallel)

    async def __call__(self, run: Run, payload: MessagesPayload) -> Outcome:
        """The result maps outfits to messages, None for what could not be written."""
        user = await self._outfits.user(UserId(payload.user_id))
        if user is None:
            raise TaskError("추천을 받을 사용자가 없습니다.")
        ids = [OutfitId(each) for each in payload.outfit_ids]
        ledger = RunStepLedger(run)
        async with task_group() as group:
            tasks = {
                outfit.outfit_id: group.create_task(self._write(ledger, outfit, user))
                for outfit in await self._outfits.outfits(ids, user.user_id)
            }
        written = {outfit_id: task.result() for outfit_id, task in tasks.items()}
        return Outcome({"messages": {str(each): message.text for each, message in written.items()}})

    async def _write(
        self, ledger: RunStepLedger, outfit: Outfit, user: OutfitUser
    ) -> WrittenMessage:
        stamp = message_stamp(outfit, user)
        async with self._room:
            return await ledger.once(
                stamp,
                lambda: self._found_or_written(outfit, user, stamp),
                WrittenMessage,
                event=lambda message: _told(outfit.outfit_id, message.text),
                effects=counted,
            )

    async def _found_or_written(
        self, outfit: Outfit, user: OutfitUser, stamp: str
    ) -> WrittenMessage:
        """An earlier task of the same user may have written it since this one was accepted."""
        found = await self._messages.find(user.user_id, {outfit.outfit_id: stamp})
        if text := found.get(outfit.outfit_id):
            return WrittenMessage(text=text, message=Tried(outcome=CACHED, seconds=0), image=None)
        written = await self._writer.write(outfit, user)
        if written.text is not None:
            await self._messages.keep(user.user_id, outfit.outfit_id, stamp, written.text)
        return written


def _told(outfit_id: OutfitId, text: str | None) -> Event:
    return Event("message", {"id": outfit_id, "llmMessage": text})
