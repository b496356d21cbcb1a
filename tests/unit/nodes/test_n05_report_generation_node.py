import copy

from app.nodes.n05_report_generation_node import N05ReportGenerationNode
from app.workflows.state import ReportState
from tests.unit.nodes.examples import REPORT, workflow_state
from tests.unit.nodes.models import scripted_model

GOOD: dict[str, object] = REPORT.model_dump()


def citing(*ids: str) -> dict[str, object]:
    report = copy.deepcopy(REPORT.model_dump())
    report["conclusion"][0]["source_ids"] = list(ids)
    return report


async def test_the_report_is_written_from_the_sources() -> None:
    async with scripted_model(GOOD) as (model, server):
        update = await N05ReportGenerationNode(model).run(workflow_state())
    section = update["report"]
    assert isinstance(section, ReportState)
    assert section.report == REPORT
    assert (
        '<source id="S1" title="다누리 소식 1" url="https://news.example/1">' in server.prompts[0]
    )
    assert "- 발견\n- 의미" in server.prompts[0]


async def test_the_model_may_choose_among_the_sources_only() -> None:
    async with scripted_model(GOOD) as (model, server):
        await N05ReportGenerationNode(model).run(workflow_state())
    schema = server.requests[0]["response_format"]["json_schema"]["schema"]
    statement = schema["$defs"]["Statement"]["properties"]["source_ids"]
    assert statement["items"]["enum"] == ["S1", "S2"]


async def test_a_statement_without_a_source_goes_to_repair() -> None:
    async with scripted_model(citing(), GOOD) as (model, server):
        await N05ReportGenerationNode(model).run(workflow_state())
    assert "- conclusion.0.source_ids: " in server.prompts[1]


async def test_a_statement_with_an_invented_source_goes_to_repair() -> None:
    async with scripted_model(citing("S1", "S9"), GOOD) as (model, server):
        await N05ReportGenerationNode(model).run(workflow_state())
    assert "S9은(는) 없는 자료다. 있는 것: S1, S2" in server.prompts[1]


async def test_the_language_reaches_the_prompt() -> None:
    async with scripted_model(GOOD) as (model, server):
        await N05ReportGenerationNode(model).run(workflow_state(language="en"))
    assert "글은 모두 영어로 쓴다." in server.prompts[0]
