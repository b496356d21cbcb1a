from app.domain.search import SearchHit, SourceClass
from app.nodes.n03_understand_and_plan_node import N03UnderstandAndPlanNode
from app.workflows.state import SearchSection
from tests.unit.nodes.examples import workflow_state
from tests.unit.nodes.models import scripted_model

PLAN: dict[str, object] = {
    "refined_intent": "다누리가 찾은 것을 알고 싶다.",
    "key_aspects": ["발견", "의미"],
    "queries": [{"text": "다누리 얼음", "source_class": "news"}],
}


async def test_the_plan_is_made_from_all_that_is_known() -> None:
    state = workflow_state(sites={"research_paper": ["arxiv.org"]})
    hit = SearchHit(url="u", title="달의 얼음", snippet="남극에서", engine="google")
    state["query"] = state["query"].model_copy(update={"initial_context_results": [hit]})
    async with scripted_model(PLAN) as (model, server):
        update = await N03UnderstandAndPlanNode(model).run(state)
    section = update["search"]
    assert isinstance(section, SearchSection)
    assert section.search_strategy is not None
    assert section.search_strategy.queries[0].source_class is SourceClass.NEWS
    prompt = server.prompts[0]
    assert "다누리, 달 탐사선" in prompt
    assert "research_paper: arxiv.org" in prompt
    assert "- 달의 얼음: 남극에서" in prompt


async def test_a_plan_with_too_many_searches_is_repaired() -> None:
    many = {**PLAN, "queries": [{"text": f"검색 {n}", "source_class": "news"} for n in range(6)]}
    async with scripted_model(many, PLAN) as (model, server):
        await N03UnderstandAndPlanNode(model).run(workflow_state())
    assert "- queries: " in server.prompts[1]
