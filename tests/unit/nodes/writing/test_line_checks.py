import pytest

from app.domain.script import ScriptLine
from app.nodes.writing.line_checks import line_errors
from tests.unit.nodes.script_examples import fact

FACTS = {
    "F1": fact(1, "벌통 1,200개를 놓자 열매가 34% 늘었다."),
    "F2": fact(2, "새는 1.6배가 되었다."),
}


def line(text: str, *ids: str) -> ScriptLine:
    return ScriptLine(text=text, fact_ids=list(ids))


@pytest.mark.parametrize(
    "good",
    [
        line("벌통은 1200개였습니다.", "F1"),
        line("열매는 34%, 새는 1.6배가 되었습니다.", "F1", "F2"),
        line("왜 그랬을까요?"),
        line("꿀벌이 돌아온 3가지 이유, 그 2번째입니다."),
        line("3 reasons why, and the 2 things to do."),
    ],
)
def test_what_the_facts_say_may_be_said(good: ScriptLine) -> None:
    assert line_errors([good], FACTS) == []


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line("열매가 늘었습니다.", "F9"), "F9"),
        (line("열매가 35% 늘었습니다.", "F1"), "35"),
        (line("새는 34% 늘었습니다.", "F2"), "34"),
        (line("벌통은 1200개였습니다."), "1200"),
        (line("33가지 벌이 돌아왔습니다."), "33"),
        (line("벌통은 3개였습니다."), "3"),
    ],
)
def test_what_no_fact_says_is_told_to_the_model(bad: ScriptLine, said: str) -> None:
    [error] = line_errors([bad], FACTS)
    assert said in error


def test_a_chapter_must_state_something() -> None:
    lines = [line("왜 그랬을까요?"), line("함께 보겠습니다.")]
    assert line_errors(lines, FACTS) == []
    [error] = line_errors(lines, FACTS, claims=1)
    assert "1개 이상" in error
