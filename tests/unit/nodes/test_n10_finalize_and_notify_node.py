import pytest

from app.domain.notification import ComicNotification, author_id
from app.nodes.n10_finalize_and_notify_node import N10FinalizeAndNotifyNode
from app.workflows.state import MetaSection, UploadSection, WorkflowState
from tests.unit.nodes.examples import COMIC_ID, source, statement, workflow_state

ROUTE = f"/api/v1/comics/{COMIC_ID}"


async def uploaded(state: WorkflowState, base: str | None = None) -> UploadSection:
    update = await N10FinalizeAndNotifyNode(base).run(state)
    meta, section = update["meta"], update["upload"]
    assert isinstance(meta, MetaSection)
    assert meta.current_stage == "DONE"
    assert isinstance(section, UploadSection)
    return section


async def test_what_the_gateway_serves_has_its_routes() -> None:
    section = await uploaded(workflow_state())
    assert section.report_url == f"{ROUTE}/report"
    assert section.strip_url == f"{ROUTE}/strip"
    assert section.panel_urls == [f"{ROUTE}/panels/{number}" for number in (1, 2, 3, 4)]


async def test_a_public_address_goes_before_the_routes() -> None:
    section = await uploaded(workflow_state(), "https://comics.example/")
    assert section.report_url == f"https://comics.example{ROUTE}/report"


async def test_a_stores_own_addresses_win() -> None:
    state = workflow_state()
    panels = [
        each.model_copy(update={"image_url": f"https://cdn.example/{each.number}.png"})
        for each in state["image"].panels
    ]
    state["image"] = state["image"].model_copy(
        update={"panels": panels, "strip_url": "https://cdn.example/strip.png"}
    )
    state["report"] = state["report"].model_copy(
        update={"saved_report_url": "https://cdn.example/report.html"}
    )
    section = await uploaded(state, "https://comics.example")
    assert section.report_url == "https://cdn.example/report.html"
    assert section.strip_url == "https://cdn.example/strip.png"
    assert section.panel_urls[3] == "https://cdn.example/4.png"


async def test_the_message_is_what_the_backend_knows() -> None:
    state = workflow_state()
    state["meta"] = state["meta"].model_copy(update={"writer_id": "1004"})
    state["search"] = state["search"].model_copy(
        update={"sources": [source(1), source(2, url=None)]}
    )
    section = await uploaded(state)
    assert section.notification == {
        "aiAuthorId": 1004,
        "category": "Science",
        "title": "달의 얼음",
        "content": "다누리가 달에서 얼음을 찾았다. 얼음은 그늘에 있었다. 달 기지의 물이 된다.",
        "thumbnailImageUrl": f"{ROUTE}/panels/1",
        "slides": [
            {
                "slideSeq": number,
                "imageUrl": f"{ROUTE}/panels/{number}",
                "content": "아이: 얼음이다!",
            }
            for number in (1, 2, 3, 4)
        ],
        "sourceNews": [{"headline": "다누리 소식 1", "url": "https://news.example/1"}],
    }


async def test_slides_count_on_where_a_panel_is_missing() -> None:
    state = workflow_state()
    drawn = state["image"].panels
    state["image"] = state["image"].model_copy(update={"panels": [drawn[1], drawn[3]]})
    section = await uploaded(state)
    assert section.notification is not None
    slides = section.notification["slides"]
    assert [slide["slideSeq"] for slide in slides] == [1, 2]
    assert [slide["imageUrl"] for slide in slides] == [f"{ROUTE}/panels/2", f"{ROUTE}/panels/4"]
    assert section.notification["thumbnailImageUrl"] == f"{ROUTE}/panels/2"


async def test_the_content_is_at_most_200_characters() -> None:
    state = workflow_state()
    long = [statement("아주 긴 이야기가 이어진다. " * 20)]
    state["report"] = state["report"].model_copy(update={"contextual_summary": long})
    section = await uploaded(state)
    assert section.notification is not None
    assert len(section.notification["content"]) <= 200
    assert section.notification["content"].endswith("…")


@pytest.mark.parametrize(
    ("writer", "number"),
    [("1004", 1004), ("0", 0), ("creative_writer", 1), ("", 1), ("-3", 1), ("٣", 1), ("9" * 30, 1)],
)
def test_writers_that_are_no_number_are_the_defaults(writer: str, number: int) -> None:
    assert author_id(writer) == number


def test_a_message_without_a_panel_is_none() -> None:
    with pytest.raises(ValueError, match="slides"):
        ComicNotification(
            ai_author_id=1,
            category="IT",
            title="t",
            content="c",
            thumbnail_image_url="u",
            slides=[],
            source_news=[],
        )
