"""What becomes visible of chat with acceptances and finishes."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.task import Effect, Json
from app.queries import load_queries

QUERIES = load_queries(__file__, "chats.sql")


@dataclass(frozen=True)
class Answer:
    """A model's answer; the tokens are ours, ``usage`` is what the model counted.

    ``finish_reason`` is "stop", or "length" when it reached its limit of tokens.
    """

    text: str
    question_tokens: int
    answer_tokens: int
    usage: Json
    finish_reason: str = "stop"


@dataclass(frozen=True)
class Summary:
    """A room's new summary. It replaces the one that covered the room up to ``since``."""

    room_id: str
    text: str
    since: int
    upto: int


def accepted_message_effects() -> tuple[str, ...]:
    """The message and, if it is the first, its room."""
    return (QUERIES["accept_messages"],)


def answered_message_effects(task_id: UUID, answer: Answer) -> tuple[Effect, ...]:
    """The answer and both token counts."""
    return (
        Effect(
            QUERIES["answer_message"],
            (
                task_id,
                answer.question_tokens,
                answer.text,
                answer.answer_tokens,
                answer.usage,
                answer.finish_reason,
            ),
        ),
    )


def asked_summary_effects(owner: str, room_id: str) -> tuple[Effect, ...]:
    """That the room's summary was asked for."""
    return (Effect(QUERIES["ask_for_summary"], (owner, room_id)),)


def summarised_room_effects(owner: str, summary: Summary) -> tuple[Effect, ...]:
    """The summary, unless another one came first."""
    return (
        Effect(
            QUERIES["store_summary"],
            (owner, summary.room_id, summary.text, summary.upto, summary.since),
        ),
    )
