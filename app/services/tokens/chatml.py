"""What a chat template adds to the messages: ChatML, as Qwen's models frame them."""

from collections.abc import Callable, Sequence

from app.services.llm.protocol import Message

# <|im_start|>role\ncontent<|im_end|>\n for each message: two markers and a line break beside the
# text; the reply's opening, <|im_start|>assistant\n, at the end.
_AROUND_MESSAGE = 3
_OPENING = 3


def count_framed(count: Callable[[str], int], messages: Sequence[Message]) -> int:
    """Tokens of the prompt, where ``count`` counts those of a text."""
    texts = sum(count(f"{message.role}\n{message.content}") for message in messages)
    return texts + _AROUND_MESSAGE * len(messages) + _OPENING
