import pytest

from app.sandbox.extraction.text.attribution import attributed, is_own_voice, is_person


@pytest.mark.parametrize(
    ("sentence", "before", "named"),
    [
        (
            "“우리가 방심했습니다.”",
            "정기동 감독은 고개를 숙였다.",
            "정기동 감독은 “우리가 방심했습니다”라고 말했다.",
        ),
        (
            "그는 “다시 오겠습니다”라고 말했다.",
            "한 주민은 짐을 쌌다.",
            "한 주민은 “다시 오겠습니다”라고 말했다.",
        ),
        ("“우리가 방심했습니다.”", "경기장에는 비가 내렸다.", None),
        ("그는 “다시 오겠습니다”라고 말했다.", "", "그는 “다시 오겠습니다”라고 말했다."),
        ("하천에 수달이 돌아왔다.", "한 주민은 짐을 쌌다.", "하천에 수달이 돌아왔다."),
    ],
)
def test_a_quotation_gets_its_speaker_from_the_sentence_before(
    sentence: str, before: str, named: str | None
) -> None:
    assert attributed(sentence, before, "") == named


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("내년 봄까지 버스를 마련하겠습니다", True),
        ("우리가 방심했습니다", True),
        ("I learned it at seventy", True),
        ("시는 버스를 늘리겠다고 밝혔습니다", False),
        ("강릉은 5위로 내려앉았다", False),
    ],
)
def test_promises_and_first_persons_are_known(text: str, own: bool) -> None:
    assert is_own_voice(text) is own


@pytest.mark.parametrize(
    ("phrase", "person"),
    [("김말순 조합장은", True), ("한 주민", True), ("윤하늘 양", True), ("예산군", False)],
)
def test_people_are_told_from_places(phrase: str, person: bool) -> None:
    assert is_person(phrase) is person
