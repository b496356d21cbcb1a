from app.domain.search import SearchHit, SourceClass
from app.nodes.sourcing.duplicates import distinct_hits, distinct_texts
from app.nodes.sourcing.material import Material

STORY = (
    "다누리가 달의 남극에서 얼음을 찾았다. 연구진은 그늘진 구덩이에서 신호를 잡았다고 밝혔다. "
    "이 얼음은 앞으로 달 기지의 식수와 연료로 쓰일 수 있다."
)


def material(text: str, url: str | None = None) -> Material:
    return Material(url, "제목", text, None, "google", SourceClass.NEWS)


def test_hits_are_kept_once_and_not_when_the_caller_brought_them() -> None:
    hits = [
        SearchHit(url=url, title="", engine="google")
        for url in ("https://a.example/1", "https://a.example/2", "https://www.a.example/1/")
    ]
    assert distinct_hits(hits, []) == hits[:2]
    assert distinct_hits(hits, ["http://a.example/2"]) == hits[:1]


def test_of_nearly_equal_texts_the_first_is_kept() -> None:
    first, copy = material(STORY), material(f"[속보] {STORY} 기자 홍길동")
    other = material("새 태양전지의 수명이 두 배로 늘었다. 연구팀은 물을 막는 막을 입혔다.")
    assert distinct_texts([first, copy, other]) == [first, other]
