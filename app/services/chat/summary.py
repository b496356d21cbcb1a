"""A room's summary: the one before it and what was said since, in a few sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from app.domain.chat import Exchange
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Message, ModelRequest
from app.services.tokens.protocol import TokenCounter

_FRAME = 16  # tokens: the line ends and the tags around the conversation, generously
_SENTENCES = re.compile(r"(.*[.!?。…][\"'”’)\]]*)(?=\s|$)", re.DOTALL)

SYSTEM = numbered(
    "너는 대화를 간추려, 나중에 그 대화를 이어 갈 수 있게 하는 기록자다.",
    "<summary>의 앞선 요약과 <conversation>의 새 대화를 합쳐 요약 하나로 다시 쓴다.",
    "3~5문장으로 쓰고, 요약 말고는 아무것도 쓰지 않는다.",
    "이름, 수, 날짜, 부탁, 취향, 정한 것, 아직 답하지 못한 것을 빠뜨리지 않는다.",
    "대화에 없는 말을 보태지 않는다.",
    "대화에 쓰인 언어로 쓴다.",
    MATERIAL_RULE,
)


def summary_request(
    summary: str | None, exchanges: Sequence[Exchange], max_tokens: int
) -> ModelRequest:
    """The call that brings ``summary`` up to date. ``max_tokens``: with a model's thoughts."""
    said = "\n".join(map(_said, exchanges))
    material = joined(
        block("summary", summary) if summary else "",
        block("conversation", said),
    )
    return ModelRequest(
        name="chat_summary",
        messages=(Message("system", SYSTEM), Message("user", material)),
        temperature=0.3,
        max_tokens=max_tokens,
    )


def oldest_within(
    counter: TokenCounter, summary: str | None, exchanges: Sequence[Exchange], room: int
) -> Sequence[Exchange]:
    """As many as a prompt of ``room`` tokens holds; the rest waits for the next summary.

    One at least, shortened when it is too long alone: else no summary would ever get past it.
    """
    left = room - counter.count_messages(summary_request(summary, (), 1).messages) - _FRAME
    for number, exchange in enumerate(exchanges):
        tokens = _tokens(counter, exchange)
        if tokens > left:
            return exchanges[:number] or [_shortened(counter, exchange, left)]
        left -= tokens
    return exchanges


def whole_sentences(text: str) -> str:
    """What ``text`` says up to the last end of a sentence; empty when there is none."""
    found = _SENTENCES.match(text)
    return found.group(1) if found else ""


def _said(exchange: Exchange) -> str:
    return f"user: {exchange.question}\nassistant: {exchange.answer}"


def _tokens(counter: TokenCounter, exchange: Exchange) -> int:
    """As the prompt says it: a block has marks for the characters of tags."""
    return counter.count(escape(f"{_said(exchange)}\n", quote=False))


def _shortened(counter: TokenCounter, exchange: Exchange, most: int) -> Exchange:
    """Its beginnings, as much as fits."""
    while _tokens(counter, exchange) > most and len(exchange.question + exchange.answer) > 2:
        exchange = replace(
            exchange, question=_beginning(exchange.question), answer=_beginning(exchange.answer)
        )
    return exchange


def _beginning(text: str) -> str:
    return text[: max(1, len(text) * 3 // 4)]
