"""Counts as the model of a given ``tokenizer.json`` reads."""

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from app.services.llm.protocol import Message
from app.services.tokens.chatml import count_framed


class TokenizerFileCounter:
    """Implements TokenCounter. The template around messages is taken to be ChatML's."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError when the file is missing or no tokenizer."""
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as exc:  # the library raises nothing narrower
            raise ValueError(f"{path.name}을(를) 토크나이저로 읽을 수 없습니다.") from exc
        self._tokenizer.encode_special_tokens = True

    def count(self, text: str) -> int:
        """See TokenCounter."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def count_messages(self, messages: Sequence[Message]) -> int:
        """See TokenCounter."""
        return count_framed(self.count, messages)
