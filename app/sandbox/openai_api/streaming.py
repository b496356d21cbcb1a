"""The same answer as server-sent events, chunk by chunk."""

import json
from collections.abc import AsyncIterator, Iterator

from app.sandbox.openai_api.completion import Completion

CHUNK = "chat.completion.chunk"


async def stream(completion: Completion, *, include_usage: bool) -> AsyncIterator[str]:
    """Role first, then the text, the reason it ended, the usage when asked for, and [DONE]."""
    for event in _events(completion, include_usage):
        yield f"data: {event}\n\n"


def _events(completion: Completion, include_usage: bool) -> Iterator[str]:
    for index in range(completion.choices):
        yield _chunk(completion, index, {"role": "assistant", "content": ""})
        for token in completion.tokens:
            yield _chunk(completion, index, {"content": token})
        yield _chunk(completion, index, {}, ended=True)
    if include_usage:
        body = {**completion.head(CHUNK), "choices": [], "usage": completion.usage()}
        yield json.dumps(body, ensure_ascii=False)
    yield "[DONE]"


def _chunk(
    completion: Completion, index: int, delta: dict[str, str], *, ended: bool = False
) -> str:
    choice: dict[str, object] = {
        "index": index,
        "delta": delta,
        "logprobs": None,
        "finish_reason": completion.finish_reason if ended else None,
    }
    if ended:
        choice["stop_reason"] = completion.stop_reason
    return json.dumps({**completion.head(CHUNK), "choices": [choice]}, ensure_ascii=False)
