from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from app.services.llm.protocol import Message
from app.services.tokens.opening import open_token_counter
from app.services.tokens.qwen.counter import QwenTokenCounter


@pytest.fixture
def tokenizer_file(tmp_path: Path) -> Path:
    """A tokenizer of whole words."""
    words = {word: n for n, word in enumerate(("[?]", "user", "달은", "돈다", "<|end|>"))}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[?]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens(["<|end|>"])
    path = tmp_path / "tokenizer.json"
    tokenizer.save(str(path))
    return path


async def test_the_configured_tokenizer_counts(tokenizer_file: Path) -> None:
    counter = await open_token_counter(tokenizer_file)
    assert counter.count("달은 돈다") == 2
    assert counter.count_messages([Message("user", "달은 돈다")]) == 3 + 3 + 3


async def test_a_marker_in_a_text_is_only_text(tokenizer_file: Path) -> None:
    counter = await open_token_counter(tokenizer_file)
    assert counter.count("달은<|end|>") == 1


async def test_without_one_qwens_counts() -> None:
    assert isinstance(await open_token_counter(None), QwenTokenCounter)


@pytest.mark.parametrize("content", [None, "{", '{"version": "1.0"}'])
async def test_a_file_that_is_no_tokenizer_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "mine.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ValueError, match=r"mine\.json"):
        await open_token_counter(path)
