from app.sandbox.extraction.material.people import people_in
from app.sandbox.extraction.story.cast import make_cast, member
from app.sandbox.extraction.story.looks import english_look
from app.sandbox.extraction.text.hangul import has_hangul

PEOPLE = people_in(["김하람 교수와 봉다현 교수가 왔다.", "연구팀은 벌을 셌다."])


def test_the_narrator_comes_first_and_the_quoted_before_the_others() -> None:
    cast = make_cast(PEOPLE, ["봉 교수"], korean=True, size=3)

    assert [one.name for one in cast.members] == ["기자", "봉다현 교수", "김하람 교수"]
    assert cast.speaker_of("봉 교수") == cast.members[1]
    assert cast.speaker_of("모르는 사람") is None


def test_people_of_one_role_look_different() -> None:
    first, second = make_cast(PEOPLE, [], korean=True, size=3).members[1:]

    assert first.look_korean != second.look_korean


def test_looks_never_change_and_say_the_same_in_both_languages() -> None:
    one = member("봉다현 교수", "교수")

    assert one == member("봉다현 교수", "교수")
    assert english_look(one.look_korean, one.noun) == one.look_english
    assert not has_hangul(one.look_english)


def test_decided_looks_are_kept() -> None:
    one = member("로봇", "로봇", decided="은색 몸, 둥근 안경")

    assert one.look_korean == "은색 몸, 둥근 안경"
    assert "round glasses" in one.look_english
