"""A room's summary: the one before it and what was said since, in a few sentences."""

from collections.abc import Sequence

from app.domain.chat import Exchange
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Message, ModelRequest
from app.services.tokens.protocol import TokenCounter

SUMMARY_TOKENS = 512

SYSTEM = numbered(
    "너는 대화를 간추려, 나중에 그 대화를 이어 갈 수 있게 하는 기록자다.",
    "<summary>의 앞선 요약과 <conversation>의 새 대화를 합쳐 요약 하나로 다시 쓴다.",
    "3~5문장으로 쓰고, 요약 말고는 아무것도 쓰지 않는다.",
    "이름, 수, 날짜, 부탁, 취향, 정한 것, 아직 답하지 못한 것을 빠뜨리지 않는다.",
    "대화에 없는 말을 보태지 않는다.",
    "대화에 쓰인 언어로 쓴다.",
    MATERIAL_RULE,
)


def summary_request(summary: str | None, exchanges: Sequence[Exchange]) -> ModelRequest:
    """The call that brings ``summary`` up to date."""
    said = "\n".join(f"user: {each.question}\nassistant: {each.answer}" for each in exchanges)
    material = joined(
        block("summary", summary) if summary else "",
        block("conversation", said),
    )
    return ModelRequest(
        name="chat_summary",
        messages=(Message("system", SYSTEM), Message("user", material)),
        temperature=0.3,
        max_tokens=SUMMARY_TOKENS,
    )


def oldest_within(
    counter: TokenCounter, summary: str | None, exchanges: Sequence[Exchange], window: int
) -> Sequence[Exchange]:
    """As many as one call can read, one at least; the rest waits for the next summary."""
    around = summary_request(summary, ())
    left = window - SUMMARY_TOKENS - counter.count_messages(around.messages)
    frame = counter.count("user: \nassistant: \n")
    for number, exchange in enumerate(exchanges):
        left -= exchange.tokens + frame
        if left < 0:
            return exchanges[: max(1, number)]
    return exchanges
