"""A room's summary, brought up to date."""

import asyncio
from dataclasses import dataclass

from app.domain.chat import SummaryPayload
from app.domain.errors import BadReply, TaskError
from app.repositories.chat_effects import Summary, summarised_room_effects
from app.repositories.chats import ChatRepository
from app.services.chat.summary import oldest_within, summary_request, whole_sentences
from app.services.llm.protocol import Completion, TextModel
from app.services.tokens.protocol import TokenCounter
from app.tasks.outcome import Outcome, RetryLater
from app.tasks.runs import Run

ERASED = "대화방이 지워져 요약하지 않았습니다."

_AT_ONCE = 100
_PAUSE_SECONDS = 5.0


@dataclass(frozen=True)
class SummaryHandler:
    """One per process. A summary that fails changes nothing: a later message asks for it again.

    ``window`` holds what the model reads and, with ``max_tokens``, what it writes. ``places`` are
    few: nobody waits for a summary, and somebody for every message.
    """

    model: TextModel
    rooms: ChatRepository
    counter: TokenCounter
    window: int
    max_tokens: int
    places: asyncio.Semaphore

    async def __call__(self, run: Run, payload: SummaryPayload) -> Outcome:
        """Add what the summary lacks, as far as one call can read."""
        if self.places.locked():
            raise RetryLater(_PAUSE_SECONDS, "summaries_busy")
        async with self.places:
            return await self._summarise(run, payload)

    async def _summarise(self, run: Run, payload: SummaryPayload) -> Outcome:
        owner, room_id = run.claim.owner, payload.room_id
        room = await self.rooms.unsummarised(owner, room_id, _AT_ONCE)
        if room is None:
            raise TaskError(ERASED)
        if not room.exchanges:
            return Outcome({"messages": 0})
        readable = self.window - self.max_tokens
        new = oldest_within(self.counter, room.summary, room.exchanges, readable)
        request = summary_request(room.summary, new, self.max_tokens)
        text = _whole(await self.model.complete(request))
        summary = Summary(room_id, text, since=room.upto, upto=new[-1].position)
        return Outcome({"messages": len(new)}, effects=summarised_room_effects(owner, summary))


def _whole(completion: Completion) -> str:
    """Its sentences without the one that its limit cut off."""
    if completion.finish == "stop":
        return completion.text
    if text := whole_sentences(completion.text):
        return text
    raise BadReply("요약이 길이 제한(CHAT_SUMMARY_TOKENS)에 닿기 전에 한 문장도 쓰이지 않았습니다.")
