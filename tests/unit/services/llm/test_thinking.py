import pytest

from app.services.llm.thinking import strip_thinking


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("답", "답"),
        ("<think>음</think>답", "답"),
        ("<think>\n음\n</think>\n\n답\n", "답"),
        ("<think>하나</think>답<think>둘</think>", "답"),
        ("여는 표시가 없는 생각</think>답", "답"),
        ("답<think>끝나지 않은 생각", "답"),
        ("<think>끝나지 않은 생각", ""),
    ],
)
def test_only_the_answer_is_left(text: str, answer: str) -> None:
    assert strip_thinking(text) == answer
