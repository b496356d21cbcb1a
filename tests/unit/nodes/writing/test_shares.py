from hypothesis import given
from hypothesis import strategies as st

from app.nodes.writing.shares import facts_by_chapter
from tests.unit.nodes.script_examples import BRIEF, fact

CHAPTERS = BRIEF.narrative.chapters


def test_facts_go_where_they_fit() -> None:
    facts = [
        fact(1, "야생벌의 종류가 줄어 위기다."),
        fact(2, "꿀의 안전을 확인했다."),
        fact(3, "벚나무 열매가 늘어난 것으로 나타났다."),
        fact(4, "내년 계획을 밝혔다."),
        fact(5, "새가 돌아온 것도 확인했다."),
    ]
    shares = facts_by_chapter(CHAPTERS, facts)
    assert [[each.id for each in share] for share in shares] == [
        ["F3"],
        ["F5"],
        ["F2"],
        ["F1"],
        ["F4"],
    ]


@given(st.integers(1, 40))
def test_each_fact_once_and_no_chapter_without_one(count: int) -> None:
    facts = [fact(number) for number in range(1, count + 1)]
    shares = facts_by_chapter(CHAPTERS, facts)
    told = [each.id for share in shares for each in share]
    assert len(shares) == len(CHAPTERS)
    assert all(shares)
    assert set(told) == {each.id for each in facts}
    if count >= len(CHAPTERS):
        assert max(map(len, shares)) - min(map(len, shares)) <= -(-count // len(CHAPTERS))
    if all(len(share) for share in shares) and count >= 5 * len(CHAPTERS):
        assert len(told) == count
