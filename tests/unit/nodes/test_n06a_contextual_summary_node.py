from app.nodes.n06a_contextual_summary_node import N06aContextualSummaryNode
from app.workflows.state import ReportState
from tests.unit.nodes.examples import INSIGHTS, REPORT, statement, workflow_state
from tests.unit.nodes.models import scripted_model

GOOD: dict[str, object] = {"insights": [each.model_dump() for each in INSIGHTS]}


async def test_the_insights_come_from_the_report() -> None:
    async with scripted_model(GOOD) as (model, server):
        update = await N06aContextualSummaryNode(model).run(workflow_state())
    section = update["report"]
    assert isinstance(section, ReportState)
    assert section.contextual_summary == INSIGHTS
    assert section.report == REPORT
    assert "얼음은 그늘진 구덩이에 있었다. [S2]" in server.prompts[0]


async def test_two_insights_are_too_few() -> None:
    few: dict[str, object] = {"insights": [each.model_dump() for each in INSIGHTS[:2]]}
    async with scripted_model(few, GOOD) as (model, server):
        await N06aContextualSummaryNode(model).run(workflow_state())
    assert "- insights: " in server.prompts[1]


async def test_an_insight_cites_what_the_report_cites() -> None:
    wrong = [*INSIGHTS[:2], statement("달은 돈다.", "S3")]
    bad: dict[str, object] = {"insights": [each.model_dump() for each in wrong]}
    async with scripted_model(bad, GOOD) as (model, server):
        await N06aContextualSummaryNode(model).run(workflow_state())
    assert "S3은(는) 없는 자료다" in server.prompts[1]
