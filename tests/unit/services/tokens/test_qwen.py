import random
from collections.abc import Iterator

import pytest
from tokenizers import Tokenizer

from app.services.llm.protocol import Message
from app.services.tokens.qwen.counter import QwenTokenCounter
from tests.unit.services.tokens.rust_tokenizer import rust_tokenizer

TEXTS = [
    "",
    "안녕하세요",
    "AI 기술의 미래에 대해 어떻게 생각해?",
    "2024년 3월, 서울에서 열린 NewSum 회의에 1,234명이 참석했다.",
    "👩‍👩‍👧‍👦 가족 이모지와 🇰🇷 국기, 그리고 👍🏽!",
    "Don't panic: it's 42° outside — naïve café, Straße.",
    "ㅋㅋㅋㅋ ㅠㅠ 뷁 똠방각하 閑中錄 漢字",
    "  들여쓰기\n\n\n\t탭과\r\n줄바꿈   끝  ",
    "def count(text: str) -> int:\n    return len(text)  # 주석\n",
    "한글",
    "가" * 500,
    "https://newsum.example.com/기사?id=1&q=%EA%B0%80",
]

# What Python's and Rust's Unicode tables of different years may compose differently is left out.
_KINDS = (
    lambda rng: chr(rng.randint(0xAC00, 0xD7A3)),
    lambda rng: chr(rng.randint(0x20, 0x7E)),
    lambda rng: chr(rng.randint(0x3131, 0x318E)),
    lambda rng: chr(rng.randint(0x4E00, 0x9FFF)),
    lambda rng: chr(rng.randint(0x1F300, 0x1F64F)),
    lambda rng: rng.choice([" ", "\n", "\t", "  ", "\r\n", "\u200d", "\ufe0f", "'s", "'LL"]),
)


def mixed_texts(count: int, seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    for _ in range(count):
        yield "".join(rng.choice(_KINDS)(rng) for _ in range(rng.randint(1, 40)))


@pytest.fixture(scope="module")
def counter() -> QwenTokenCounter:
    return QwenTokenCounter()


@pytest.fixture(scope="module")
def reference() -> Tokenizer:
    return rust_tokenizer()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hello, world!", [9707, 11, 1879, 0]),
        ("안녕하세요", [126246, 144370, 91145]),
        ("👍🏽", [144349, 145375]),
        ("def f():\n    return 1", [750, 282, 3932, 262, 470, 220, 16]),
    ],
)
def test_the_tokens_are_qwens(counter: QwenTokenCounter, text: str, tokens: list[int]) -> None:
    assert counter.encode(text) == tokens


@pytest.mark.parametrize("text", TEXTS)
def test_the_tokens_are_those_of_the_reference(
    counter: QwenTokenCounter, reference: Tokenizer, text: str
) -> None:
    assert counter.encode(text) == reference.encode(text).ids


def test_the_counts_are_equal_on_mixed_korean_english_and_emoji(
    counter: QwenTokenCounter, reference: Tokenizer
) -> None:
    differing = [
        text
        for text in mixed_texts(2_000, seed=1)
        if counter.count(text) != len(reference.encode(text).ids)
    ]
    assert differing == []


def test_messages_count_as_the_chat_template_writes_them(
    counter: QwenTokenCounter, reference: Tokenizer
) -> None:
    messages = [
        Message("system", "너는 친절한 도우미다. 😊"),
        Message("user", "\nHow are you? 잘 지내?\n"),
        Message("assistant", ""),
    ]
    written = "".join(f"<|im_start|>{m.role}\n{m.content}<|im_end|>\n" for m in messages)
    prompt = f"{written}<|im_start|>assistant\n"
    assert counter.count_messages(messages) == len(reference.encode(prompt).ids)


def test_a_marker_in_a_text_is_only_text(counter: QwenTokenCounter) -> None:
    assert counter.count("<|im_start|>") > 1


def test_composed_and_decomposed_hangul_count_the_same(counter: QwenTokenCounter) -> None:
    assert counter.count("\u1112\u1161\u11ab\u1100\u1173\u11af") == counter.count("한글")


def test_a_megabyte_without_a_space_is_counted(counter: QwenTokenCounter) -> None:
    assert counter.count("가" * 350_000) > 0


def test_a_lone_surrogate_is_no_error(counter: QwenTokenCounter) -> None:
    assert counter.count("\ud800") > 0
