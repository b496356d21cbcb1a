import pytest

from app.domain.search import SearchHit
from app.nodes.news.titles import distinct_titles


def hit(title: str) -> SearchHit:
    return SearchHit(url=f"https://n.example/{abs(hash(title))}", title=title, engine="Naver")


@pytest.mark.parametrize(
    "again",
    [
        "[속보] 도심 옥상 양봉, 2년 만에 열매 34% 늘었다",
        "도심 옥상 양봉 2년 만에 열매 34% 늘었다 - 초록소식",
        "도심 옥상 양봉, 2년 만에 열매가 34% 늘었다(종합)",
    ],
)
def test_the_same_headline_counts_once(again: str) -> None:
    first = hit("도심 옥상 양봉, 2년 만에 열매 34% 늘었다")
    assert distinct_titles([first, hit(again)]) == [first]


def test_other_stories_about_the_same_thing_stay() -> None:
    hits = [
        hit("도심 옥상 양봉, 2년 만에 열매 34% 늘었다"),
        hit("도심 양봉이 야생벌을 밀어낸다는 우려"),
        hit("옥상 벌통에서 딴 꿀, 안전할까"),
        hit(""),
        hit("!"),
    ]
    assert distinct_titles(hits) == hits
