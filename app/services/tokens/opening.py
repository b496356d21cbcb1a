"""The token counter that the settings ask for."""

import asyncio
from pathlib import Path

from app.services.tokens.protocol import TokenCounter


async def open_token_counter(tokenizer_file: Path | None) -> TokenCounter:
    """Qwen's built-in one, or the one of a ``tokenizer.json``. Loads in a thread, once per call."""
    return await asyncio.to_thread(_load, tokenizer_file)


def _load(tokenizer_file: Path | None) -> TokenCounter:
    """Each library is imported only by the processes that count with it."""
    if tokenizer_file is not None:
        from app.services.tokens.tokenizer_file import TokenizerFileCounter

        return TokenizerFileCounter(tokenizer_file)
    from app.services.tokens.qwen.counter import QwenTokenCounter

    return QwenTokenCounter()
