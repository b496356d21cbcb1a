from html.parser import HTMLParser

from app.domain.comic import Report
from app.nodes.n06_save_report_node import N06SaveReportNode
from app.workflows.state import ReportState, WorkflowState
from tests.unit.nodes.examples import COMIC_ID, REPORT, source, statement, workflow_state
from tests.unit.nodes.stand_ins import Cupboard


class Page(HTMLParser):
    """Elements, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)


async def saved(state: WorkflowState, base: str | None = None) -> tuple[ReportState, str]:
    store = Cupboard(base)
    update = await N06SaveReportNode(store).run(state)
    section = update["report"]
    assert isinstance(section, ReportState)
    assert section.saved_report_key is not None
    return section, store.files[section.saved_report_key].decode()


async def test_the_page_lies_under_its_comic_and_version() -> None:
    section, _ = await saved(workflow_state())
    assert section.saved_report_key == f"reports/{COMIC_ID}/v1/report.html"
    assert section.saved_report_url is None


async def test_a_store_with_addresses_tells_the_reports() -> None:
    section, _ = await saved(workflow_state(), base="https://bucket.example")
    assert section.saved_report_url == f"https://bucket.example/reports/{COMIC_ID}/v1/report.html"


async def test_citations_lead_to_the_numbered_source_list() -> None:
    _, html = await saved(workflow_state())
    page = Page(html)
    assert page.ids == ["source-1", "source-2"]
    assert page.links == [
        "#source-1",
        "#source-2",
        "#source-2",
        "#source-1",
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert '<html lang="ko">' in html
    assert "참고 자료" in html


async def test_what_others_wrote_stays_text() -> None:
    state = workflow_state()
    attack = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    report = REPORT.model_copy(
        update={"title": attack, "introduction": [statement(attack, "S1", "S2")]}
    )
    sources = [source(1, title=attack, url="javascript:alert(1)"), source(2, url=None)]
    state["report"] = ReportState(report=report)
    state["search"] = state["search"].model_copy(update={"sources": sources})
    state["query"] = state["query"].model_copy(update={"original_query": attack})
    _, html = await saved(state)
    page = Page(html)
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert page.handlers == []
    assert all(link.startswith("#source-") for link in page.links)
    assert "&lt;script&gt;" in html


async def test_an_english_report_has_english_headings() -> None:
    _, html = await saved(workflow_state(language="en"))
    assert '<html lang="en">' in html
    assert "Sources" in html
    assert "참고 자료" not in html


async def test_the_same_report_gives_the_same_page() -> None:
    state = workflow_state()
    assert isinstance(state["report"].report, Report)
    assert (await saved(state))[1] == (await saved(state))[1]
