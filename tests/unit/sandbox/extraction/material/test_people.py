import pytest

from app.sandbox.extraction.material.people import alias_of, people_in


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("봉다현 교수는 웃었다.", ["봉다현 교수"]),
        ("누리의료원 윤해솔 전문의는 기록을 줄였다.", ["윤해솔 전문의"]),
        ("차은별 다온노동연구소 선임연구위원은 지적했다.", ["차은별 선임연구위원"]),
        ("김하람 자연대학장은 강조했다.", ["김하람 학장"]),
        ("연구를 이끈 앨런 터너 교수도 놀랐다.", ["앨런 터너 교수"]),
        ("노을도 이장 배한결 씨는 말했다.", ["배한결 씨"]),
        ("한빛대 연구팀은 개발했다.", ["한빛대 연구팀"]),
        ("새솔전자는 냉장고를 공개했다고 밝혔다.", ["새솔전자 관계자"]),
        ("시장에서 감독 없이 시험을 본다.", []),
        ("서울대 물리학과 교수가 참여했다.", []),
        ('"It works," said Ann Lee, a biologist at the bay.', ["Ann Lee"]),
        ("Dr. Miriam Castell led the survey.", ["Dr. Miriam Castell"]),
    ],
)
def test_who_is_in_a_text(text: str, labels: list[str]) -> None:
    assert [someone.label for someone in people_in([text])] == labels


def test_a_surname_with_a_title_means_the_one_who_was_named() -> None:
    everyone = people_in(["봉다현 교수가 왔다.", "봉 교수는 떠났다.", "차 위원은 남았다."])

    assert [someone.label for someone in everyone] == ["봉다현 교수", "차 위원"]
    assert alias_of("봉 교수", everyone) is everyone[0]
    assert alias_of("홍 교수", everyone) is None


def test_persons_come_before_groups() -> None:
    everyone = people_in(["연구진은 모였다.", "연구진은 떠났다.", "봉다현 교수가 왔다."])

    assert [someone.kind for someone in everyone] == ["person", "group"]
