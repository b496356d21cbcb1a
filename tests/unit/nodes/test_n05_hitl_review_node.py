from app.nodes.n05_hitl_review_node import N05HitlReviewNode
from app.workflows.state import ReportState
from tests.unit.nodes.examples import REPORT, workflow_state


async def test_without_a_review_the_report_passes_as_it_is() -> None:
    update = await N05HitlReviewNode().run(workflow_state())
    section = update["report"]
    assert isinstance(section, ReportState)
    assert section.hitl_status == "approved"
    assert section.report == REPORT
