"""A room's summary, brought up to date."""

from dataclasses import dataclass

from app.domain.chat import SummaryPayload
from app.domain.errors import TaskError
from app.repositories.chat_effects import Summary, summarised_room_effects
from app.repositories.chats import ChatRepository
from app.services.chat.summary import oldest_within, summary_request
from app.services.llm.protocol import TextModel
from app.services.tokens.protocol import TokenCounter
from app.tasks.outcome import Outcome
from app.tasks.runs import Run

ERASED = "대화방이 지워져 요약하지 않았습니다."

_AT_ONCE = 100


@dataclass(frozen=True)
class SummaryHandler:
    """One per process. A summary that fails changes nothing: the next message asks for it again."""

    model: TextModel
    rooms: ChatRepository
    counter: TokenCounter
    window: int

    async def __call__(self, run: Run, payload: SummaryPayload) -> Outcome:
        """Add what the summary lacks, as far as one call can read."""
        owner, room_id = run.claim.owner, payload.room_id
        room = await self.rooms.unsummarised(owner, room_id, _AT_ONCE)
        if room is None:
            raise TaskError(ERASED)
        if not room.exchanges:
            return Outcome({"messages": 0})
        new = oldest_within(self.counter, room.summary, room.exchanges, self.window)
        completion = await self.model.complete(summary_request(room.summary, new))
        summary = Summary(room_id, completion.text, since=room.upto, upto=new[-1].position)
        return Outcome({"messages": len(new)}, effects=summarised_room_effects(owner, summary))
