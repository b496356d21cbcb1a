import hashlib

import pytest

from app.domain.errors import NodeFailed, ProviderTimeout
from app.domain.search import ExtractedPage, SearchHit
from app.nodes.n04_execute_search_node import N04ExecuteSearchNode
from app.nodes.sourcing.reading import AT_ONCE
from app.workflows.state import SearchSection, WorkflowState
from tests.unit.nodes.examples import workflow_state
from tests.unit.nodes.stand_ins import FoundSearch, Shelf

TEXTS = [
    "다누리 탐사선이 달의 남극에서 얼음을 발견했다고 항공우주연구원이 밝혔다.",
    "달 탐사선 다누리, 일 년 동안 찍은 사진을 공개했다.",
    "다누리가 보낸 달 표면 자료를 학생들이 분석한다.",
    "달 뒷면을 도는 탐사선 다누리의 다음 임무는 자기장 측정이다.",
]


def hit(number: int) -> SearchHit:
    return SearchHit(
        url=f"https://news{number}.example/a", title=f"소식 {number}", engine="google", query="달"
    )


def page(number: int, text: str | None = None) -> ExtractedPage:
    return ExtractedPage(
        url=f"https://news{number}.example/a",
        title=f"소식 {number}",
        text=TEXTS[number] if text is None else text,
    )


def shelf(*pages: ExtractedPage) -> Shelf:
    return Shelf({each.url: each for each in pages})


async def sources_of(
    search: FoundSearch, pages: Shelf, state: WorkflowState, max_pages: int = 8
) -> tuple[SearchSection, list[str]]:
    update = await N04ExecuteSearchNode(search, pages, max_pages).run(state)
    section, warnings = update["search"], update["warnings"]
    assert isinstance(section, SearchSection)
    assert isinstance(warnings, list)
    return section, warnings


async def test_what_is_found_is_read_and_kept_with_its_origin() -> None:
    section, warnings = await sources_of(
        FoundSearch([hit(0), hit(1)]), shelf(page(0), page(1)), workflow_state()
    )
    assert warnings == []
    assert [source.id for source in section.sources] == ["S1", "S2"]
    first = section.sources[0]
    assert first.url == "https://news0.example/a"
    assert first.title == "소식 0"
    assert first.engine == "google"
    assert first.sha256 == hashlib.sha256(TEXTS[0].encode()).hexdigest()
    assert first.retrieved_at.tzinfo is not None


async def test_the_callers_own_come_first_and_need_no_search() -> None:
    articles = [
        {"title": "우리 동네 축구", "text": "축구 대표팀이 이겼다."},
        {"url": "https://news1.example/a"},
    ]
    section, _ = await sources_of(
        FoundSearch([hit(0), hit(1)]), shelf(page(0), page(1)), workflow_state(articles=articles)
    )
    assert [(source.title, source.engine) for source in section.sources] == [
        ("우리 동네 축구", "caller"),
        ("소식 1", "caller"),
        ("소식 0", "google"),
    ]
    assert section.sources[0].url is None


async def test_a_page_that_fails_is_a_warning_naming_its_host() -> None:
    failure = ProviderTimeout("news0.example: 제때 응답하지 않았습니다.")
    pages = Shelf({"https://news0.example/a": failure, "https://news1.example/a": page(1)})
    section, warnings = await sources_of(FoundSearch([hit(0), hit(1)]), pages, workflow_state())
    assert [source.title for source in section.sources] == ["소식 1"]
    assert warnings == ["news0.example의 글을 읽지 못했습니다: 제때 응답하지 않았습니다."]


async def test_what_has_nothing_to_do_with_the_query_is_left_out_with_a_warning() -> None:
    pages = shelf(page(0), page(1, "축구 대표팀이 이겼다."))
    section, warnings = await sources_of(FoundSearch([hit(0), hit(1)]), pages, workflow_state())
    assert [source.title for source in section.sources] == ["소식 0"]
    assert warnings == ["질의와 관련이 없어 뺀 자료: news1.example"]


async def test_copies_count_once() -> None:
    pages = shelf(page(0), page(1, TEXTS[0] + " 끝."))
    section, _ = await sources_of(FoundSearch([hit(0), hit(1), hit(0)]), pages, workflow_state())
    assert len(section.sources) == 1
    assert len(pages.read_urls) == 2


async def test_only_so_many_pages_are_read_and_few_at_once() -> None:
    hits = [SearchHit(url=f"https://n.example/{n}", title="", engine="google") for n in range(20)]
    pages = Shelf(
        {each.url: ExtractedPage(url=each.url, title=each.url, text=TEXTS[0]) for each in hits}
    )
    await sources_of(FoundSearch(hits), pages, workflow_state(), max_pages=6)
    assert len(pages.read_urls) == 6
    assert 1 < pages.most_at_once <= AT_ONCE


async def test_without_any_text_it_fails_and_names_the_way_out() -> None:
    pages = Shelf({"https://news0.example/a": ProviderTimeout()})
    with pytest.raises(NodeFailed) as caught:
        await sources_of(FoundSearch([hit(0)]), pages, workflow_state())
    assert "--article" in caught.value.detail
    assert "data.articles" in caught.value.detail
    assert "news0.example" in caught.value.detail


async def test_a_search_engines_warning_is_not_told_twice() -> None:
    search = FoundSearch([hit(0)], warnings=["구글 검색의 하루 한도를 다 썼습니다."])
    state = workflow_state()
    state["warnings"] = ["구글 검색의 하루 한도를 다 썼습니다."]
    _, warnings = await sources_of(search, shelf(page(0)), state)
    assert warnings == []


async def test_a_long_text_is_cut_and_the_caller_is_told() -> None:
    articles = [{"title": "긴 글", "text": "다누리가 얼음을 찾았다. " * 1000}]
    section, warnings = await sources_of(FoundSearch(), Shelf(), workflow_state(articles=articles))
    assert len(section.sources[0].text) <= 6000
    assert warnings == ["글이 길어 앞부분 6000자만 썼습니다: 긴 글"]


async def test_the_first_look_of_n02_is_read_too() -> None:
    state = workflow_state()
    state["query"] = state["query"].model_copy(update={"initial_context_results": [hit(1)]})
    section, _ = await sources_of(FoundSearch([hit(0)]), shelf(page(0), page(1)), state)
    assert {source.title for source in section.sources} == {"소식 0", "소식 1"}
