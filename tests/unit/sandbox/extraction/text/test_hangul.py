import pytest

from app.sandbox.extraction.text.hangul import attach, is_korean, polite


@pytest.mark.parametrize(
    ("word", "particle", "expected"),
    [
        ("교수", "이", "교수가"),
        ("연구팀", "이", "연구팀이"),
        ("연구팀", "은", "연구팀은"),
        ("바다", "을", "바다를"),
        ("얼굴", "으로", "얼굴로"),
        ("표정", "으로", "표정으로"),
        ("미소", "으로", "미소로"),
        ("‘도토리’", "과", "‘도토리’와"),
        ("2024", "은", "2024는"),
        ("10", "은", "10은"),
    ],
)
def test_a_particle_follows_the_last_sound(word: str, particle: str, expected: str) -> None:
    assert attach(word, particle) == expected


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("개발했다", "개발했습니다"),
        ("늘어난다", "늘어납니다"),
        ("먹는다", "먹습니다"),
        ("않는다", "않습니다"),
        ("도움이 될 것이다", "도움이 될 것입니다"),
        ("처음이 아니다", "처음이 아닙니다"),
        ("중요하다", "중요합니다"),
        ("서로 다르다", "서로 다릅니다"),
        ("교육 문제다", "교육 문제입니다"),
        ("이용하면서부터다", "이용하면서부터입니다"),
        ("많다", "많습니다"),
        ("이미 말했습니다", "이미 말했습니다"),
        ("무엇일까", "무엇일까"),
    ],
)
def test_a_written_ending_becomes_a_spoken_one(written: str, spoken: str) -> None:
    assert polite(written) == spoken


def test_korean_may_hold_latin_names() -> None:
    assert is_korean("AI 시대의 GPU 기업")
    assert not is_korean("The word 한글 is Korean for its script")
    assert not is_korean("plain")
