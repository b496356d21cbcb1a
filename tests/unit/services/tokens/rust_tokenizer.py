"""The reference: Qwen's tokenizer as Hugging Face's library runs it, from Qwen's own ranks.

A ``tokenizer.json`` has merges where tiktoken has ranks: the merge that makes a token is found by
encoding it with lower ranks only, until two parts are left.
"""

import base64
import hashlib
import lzma
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import BPE

from app.services.tokens.qwen.counter import RANKS

# Of the file that Qwen publishes: whatever is counted, it is counted with these.
RANKS_SHA256 = "b2b1b8dfb5cc5f024bafc373121c6aba3f66f9a5a0269e243470a1de16a33186"

# As Qwen2's tokenizer.json has it.
_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


def rust_tokenizer() -> Tokenizer:
    """Takes about two seconds."""
    ranks = _read(RANKS)
    letters = _byte_letters()
    spelled = {token: "".join(letters[byte] for byte in token) for token in ranks}
    merges = []
    for token, rank in ranks.items():
        if len(token) > 1:
            left, right = _merge_of(token, rank, ranks)
            merges.append((spelled[left], spelled[right]))
    tokenizer = Tokenizer(
        BPE({spelled[token]: rank for token, rank in ranks.items()}, merges, ignore_merges=False)
    )
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(text, special=True) for text in _SPECIAL])
    return tokenizer


def _read(path: Path) -> dict[bytes, int]:
    content = lzma.decompress(path.read_bytes())
    assert hashlib.sha256(content).hexdigest() == RANKS_SHA256
    pairs = (line.split() for line in content.splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in pairs}


def _merge_of(token: bytes, rank: int, ranks: dict[bytes, int]) -> tuple[bytes, bytes]:
    parts = [bytes([byte]) for byte in token]
    while len(parts) > 2:
        found = [
            (known, at)
            for at in range(len(parts) - 1)
            if (known := ranks.get(parts[at] + parts[at + 1], rank)) < rank
        ]
        _, at = min(found)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts[0], parts[1]


def _byte_letters() -> dict[int, str]:
    """GPT-2's way of writing bytes as letters."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {byte: chr(byte) for byte in shown} | {
        byte: chr(256 + number) for number, byte in enumerate(hidden)
    }
