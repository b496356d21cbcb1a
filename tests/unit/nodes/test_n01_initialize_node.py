import pytest

from app.domain.errors import NodeFailed
from app.nodes.n01_initialize_node import N01InitializeNode
from app.workflows.state import MetaSection, QuerySection
from tests.unit.nodes.examples import workflow_state


async def test_the_query_gets_one_normal_form() -> None:
    state = workflow_state()
    state["query"] = QuerySection(original_query="  달   탐사\n소식 ")
    update = await N01InitializeNode().run(state)
    assert isinstance(update["query"], QuerySection)
    assert update["query"].original_query == "달 탐사 소식"
    assert isinstance(update["meta"], MetaSection)
    assert update["meta"].current_stage == "STARTED"


@pytest.mark.parametrize("query", ["", "달", "  달 ", "달" * 513])
async def test_a_query_that_is_too_short_or_too_long_fails(query: str) -> None:
    state = workflow_state()
    state["query"] = QuerySection(original_query=query)
    with pytest.raises(NodeFailed, match="3자 이상 512자 이하"):
        await N01InitializeNode().run(state)


@pytest.mark.parametrize("panels", [0, 9])
async def test_a_number_of_panels_that_nobody_offers_fails(panels: int) -> None:
    with pytest.raises(NodeFailed, match="컷 수"):
        await N01InitializeNode().run(workflow_state(panels=panels))
