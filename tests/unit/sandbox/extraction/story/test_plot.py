from app.sandbox.extraction.material.material import read_material
from app.sandbox.extraction.salience import Ranked, is_outlook, is_turn
from app.sandbox.extraction.story.plot import story_of

BEES = """<query>도시 양봉</query>
<source id="S1">
도시 양봉이 도심의 꽃과 나무를 되살리고 있다는 조사 결과가 나왔다.
해든시는 옥상 40곳에 벌통 120개를 놓고 변화를 관찰했다.
벌통 가까이에서는 나무 열매가 34% 늘었다.
도심에서 딴 꿀은 안전한 것으로 확인됐다.
그러나 벌통이 너무 많은 곳에서는 야생벌이 오히려 감소했다.
이번 조사는 환경재단의 지원으로 수행했다.
해든시는 내년까지 옥상 벌통을 60곳으로 늘릴 계획이다.
</source>"""


def ranked() -> Ranked:
    return Ranked(read_material([BEES]))


def test_a_story_leads_develops_turns_and_looks_ahead() -> None:
    story = story_of(ranked(), 4, 60)

    assert story[0].text.startswith("도시 양봉이")
    assert is_turn(story[2])
    assert is_outlook(story[3])
    assert len({each.text for each in story}) == 4


def test_who_paid_is_not_part_of_it() -> None:
    assert not any("지원으로" in each.text for each in story_of(ranked(), 5, 60))


def test_a_story_is_as_long_as_its_text_allows() -> None:
    assert len(story_of(ranked(), 1, 60)) == 1
    assert len(story_of(ranked(), 20, 60)) == 7
    assert story_of(Ranked(read_material([""])), 4, 60) == []


def test_the_best_statements_do_not_say_the_same() -> None:
    sentences = (
        "벌통 근처에서 나무 열매가 34% 늘었다.",
        "벌통 근처에서 열매가 많이 늘었다.",
        "도심에서 딴 꿀은 안전한 것으로 나타났다.",
    )
    twice = f"<text>{' '.join(sentences)}</text>"

    first, second = Ranked(read_material([twice])).best(2)

    assert {"열매" in first.text, "열매" in second.text} == {True, False}
