import pytest

from app.domain.hangul import has_hangul
from app.nodes.text import cut, shortened


def test_a_cut_ends_with_a_sentence_when_one_is_near() -> None:
    assert cut("하나다. 둘이다. 셋이다.", 12) == "하나다. 둘이다."
    assert cut("하나다. 아주 긴 두 번째 문장이 이어진다.", 14) == "하나다. 아주 긴 두 번째"
    assert cut("짧다.", 10) == "짧다."


def test_what_is_shortened_shows_it() -> None:
    assert shortened("다섯 글자", 10) == "다섯 글자"
    assert shortened("아주 긴 제목입니다", 6) == "아주 긴…"
    assert len(shortened("가" * 300, 200)) == 200


@pytest.mark.parametrize(
    ("text", "there"), [("web 만화", True), ("ㅋㅋ", True), ("café 漫画", False)]
)
def test_hangul_is_seen(text: str, there: bool) -> None:
    assert has_hangul(text) is there
