"""A chat message: its context, the answer as it is written, and what the finish makes visible."""

from dataclasses import dataclass

import structlog

from app.config.settings import Settings
from app.domain.chat import ChatPayload, SummaryPayload, chat_webhook, summary_lane
from app.domain.current_run import warnings
from app.domain.errors import DatabaseDown, TaskError
from app.domain.ids import new_task_id
from app.domain.task import Webhook
from app.repositories.chat_effects import Answer, answered_message_effects, asked_summary_effects
from app.repositories.chats import ChatRepository
from app.services.chat.context import chat_messages
from app.services.llm.protocol import Completion, ModelRequest, TextModel
from app.services.tokens.protocol import TokenCounter
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.submission import Submission
from workers.protocol import OpenTokens

ERASED = "대화방이 지워져 답하지 않았습니다."

_LOOKED_AT = 100  # unsummarised messages: as many of them need a summary, however short they are
_REST_SECONDS = 300.0  # after a summary that failed

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ChatHandler:
    """One per process."""

    model: TextModel
    rooms: ChatRepository
    counter: TokenCounter
    open_tokens: OpenTokens
    settings: Settings

    async def __call__(self, run: Run, payload: ChatPayload) -> Outcome:
        """Answer the message."""
        request = await self._request(run, payload)
        async with self.open_tokens(run) as sink:
            completion = await self.model.stream(request, sink)
        answer = self._answer(request, payload, completion)
        summaries = await self._summaries(run, payload, answer)
        asked = asked_summary_effects(run.claim.owner, payload.room_id) if summaries else ()
        return Outcome(
            result={
                "answer": answer.text,
                "finish_reason": answer.finish_reason,
                "usage": answer.usage,
                "model": completion.model,
                "warnings": warnings(),
            },
            effects=answered_message_effects(run.id, answer) + asked,
            webhooks=self._webhooks(payload, answer),
            follow_ups=summaries,
        )

    async def _request(self, run: Run, payload: ChatPayload) -> ModelRequest:
        settings = self.settings
        conversation = await self.rooms.before(run.id, settings.CHAT_RECENT_HISTORY_LIMIT // 2)
        if conversation is None:
            raise TaskError(ERASED)
        return ModelRequest(
            name="chat",
            messages=chat_messages(
                self.counter,
                conversation.summary,
                conversation.exchanges,
                payload.message,
                settings.CHAT_CONTEXT_TOKENS - settings.CHAT_ANSWER_TOKENS,
            ),
            max_tokens=settings.CHAT_ANSWER_TOKENS,
        )

    def _answer(
        self, request: ModelRequest, payload: ChatPayload, completion: Completion
    ) -> Answer:
        answer_tokens = self.counter.count(completion.text)
        prompt = completion.prompt_tokens
        if prompt is None:  # not every server counts
            prompt = self.counter.count_messages(request.messages)
        written = completion.completion_tokens
        if written is None:
            written = answer_tokens
        return Answer(
            text=completion.text,
            finish_reason=completion.finish,
            question_tokens=self.counter.count(payload.message),
            answer_tokens=answer_tokens,
            usage={
                "prompt_tokens": prompt,
                "completion_tokens": written,
                "total_tokens": prompt + written,
            },
        )

    def _webhooks(self, payload: ChatPayload, answer: Answer) -> tuple[Webhook, ...]:
        """The usual body, and that it is not the whole answer, if so."""
        cut = {"finish_reason": "length"} if answer.finish_reason == "length" else {}
        url = self.settings.BACKEND_RECEIVE_API_URL
        webhook = chat_webhook("answer", payload, answer.text, url, **cut)
        return (webhook,) if webhook else ()

    async def _summaries(
        self, run: Run, payload: ChatPayload, answer: Answer
    ) -> tuple[Submission, ...]:
        """A summary, when this answer makes the room need one and none is on its way.

        After one that failed comes a rest: the next would likely fail, too, and each is paid for.
        Only the room's own messages ask for one, one after another: two can't be queued.
        """
        owner, room_id = run.claim.owner, payload.room_id
        lane = summary_lane(owner, room_id)
        try:
            backlog = await self.rooms.backlog(owner, room_id, _LOOKED_AT, lane, _REST_SECONDS)
        except DatabaseDown:  # the next message asks again; this answer is paid for
            log.warning("summary_not_considered", reason="database_down")
            return ()
        tokens = backlog.tokens + answer.question_tokens + answer.answer_tokens
        enough = tokens > self.settings.CHAT_TOKEN_THRESHOLD or backlog.exchanges == _LOOKED_AT
        if backlog.queued or backlog.resting or not enough:
            return ()
        return (
            Submission(
                task_id=new_task_id(),
                payload=SummaryPayload(room_id=room_id),
                owner=owner,
                deadline=self.settings.LLM_DEADLINE,
                answer={},
                lane=lane,
            ),
        )
