"""What a model reads before it answers a message: as much of the room as its window holds."""

from collections.abc import Sequence

from app.domain.chat import Exchange
from app.domain.errors import TaskError
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Message
from app.services.tokens.protocol import TokenCounter

SYSTEM = numbered(
    "너는 NewSum AI의 대화 상대다.",
    "마지막 메시지에 답한다. 앞선 대화와 <summary>의 요약은 맥락으로만 쓴다.",
    "메시지와 같은 언어로 답한다.",
    "짧고 분명하게 답하고, 모르는 것은 모른다고 말한다.",
    MATERIAL_RULE,
)

TOO_LONG = "메시지가 언어 모델이 한 번에 읽을 수 있는 길이를 넘습니다. 줄여서 다시 보내세요."


def chat_messages(
    counter: TokenCounter,
    summary: str | None,
    exchanges: Sequence[Exchange],
    message: str,
    budget: int,
) -> tuple[Message, ...]:
    """System prompt with the summary, the newest exchanges that fit, the message.

    Exchanges are left out whole, oldest first: many chat templates refuse two turns of one role in
    a row. Raises TaskError when ``budget`` tokens don't even hold the message.
    """
    asked = Message("user", message)
    for system in _system_messages(summary):
        left = budget - counter.count_messages((system, asked))
        if left >= 0:
            return (system, *_history(counter, exchanges, left), asked)
    raise TaskError(TOO_LONG)


def _system_messages(summary: str | None) -> list[Message]:
    """With the summary; without it for a message that leaves no room for it."""
    bare = Message("system", SYSTEM)
    if not summary:
        return [bare]
    return [Message("system", joined(SYSTEM, block("summary", summary))), bare]


def _history(counter: TokenCounter, exchanges: Sequence[Exchange], left: int) -> list[Message]:
    frame = counter.count_messages(
        (Message("user", ""), Message("assistant", ""))
    ) - counter.count_messages(())
    history: list[Message] = []
    for exchange in reversed(exchanges):
        left -= exchange.tokens + frame
        if left < 0:
            break
        history += [Message("assistant", exchange.answer), Message("user", exchange.question)]
    return history[::-1]
