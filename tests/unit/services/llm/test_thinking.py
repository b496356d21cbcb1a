import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.llm.thinking import AnswerFilter, strip_thinking

REPLIES = [
    ("답", "답"),
    ("<think>음</think>답", "답"),
    ("<think>\n음\n</think>\n\n답\n", "답"),
    ("<think>하나</think> <think>둘</think>답", "답"),
    ("<think>하나</think>답<think>둘</think>", "답<think>둘</think>"),
    ("<think>하나</think>`</think>`로 끝난다", "`</think>`로 끝난다"),
    ("`<think>`로 시작해 `</think>`로 끝난다", "`<think>`로 시작해 `</think>`로 끝난다"),
    ("여는 표시가 없는 생각</think>답", "답"),
    ("여는 표시가 없는 생각</think>답 <think>둘</think>끝", "답 <think>둘</think>끝"),
    ("답<think>끝나지 않은 말", "답<think>끝나지 않은 말"),
    ("<think>끝나지 않은 생각", ""),
    ("<think><think>둘</think>답", "답"),
    ("a < b <thin 답 <", "a < b <thin 답 <"),
    ("첫 줄\n\n둘째 줄 ", "첫 줄\n\n둘째 줄"),
    ("", ""),
]


def said(pieces: list[str]) -> str:
    """What a reader sees at the end who takes every piece as it is told."""
    answer = AnswerFilter()
    shown = ""
    for piece in pieces:
        part = answer.feed(piece)
        shown = part.text if part.void else shown + part.text
    return shown + answer.end().text


@pytest.mark.parametrize(("text", "answer"), REPLIES)
def test_only_the_answer_is_left(text: str, answer: str) -> None:
    assert strip_thinking(text) == answer


@pytest.mark.parametrize(("text", "answer"), REPLIES)
def test_it_is_the_same_letter_by_letter(text: str, answer: str) -> None:
    assert said(list(text)) == answer


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<", "think>", "</", " ", "\n", "달", "a"])),
    st.data(),
)
def test_it_is_the_same_however_it_is_cut(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert said(pieces) == strip_thinking(text)


def test_nothing_of_a_thought_is_ever_told() -> None:
    answer = AnswerFilter()
    told = [answer.feed(piece).text for piece in ("<th", "ink>생각", " 중</thi", "nk>\n답", "이다")]
    assert told == ["", "", "", "답", "이다"]
