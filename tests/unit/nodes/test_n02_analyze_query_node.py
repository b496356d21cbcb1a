import pytest

from app.domain.errors import BadReply
from app.domain.search import SearchHit
from app.nodes.n02_analyze_query_node import N02AnalyzeQueryNode
from app.workflows.state import QuerySection
from tests.unit.nodes.examples import QUERY, workflow_state
from tests.unit.nodes.models import scripted_model
from tests.unit.nodes.stand_ins import FoundSearch

ANALYSIS: dict[str, object] = {
    "extracted_keywords": ["다누리", "얼음"],
    "query_type": "Information Seeking",
    "query_category": "Science",
    "detected_ambiguities": [],
}
HIT = SearchHit(url="https://news.example/1", title="다누리", engine="google")


async def test_one_call_and_a_first_look() -> None:
    search = FoundSearch([HIT])
    async with scripted_model(ANALYSIS) as (model, server):
        update = await N02AnalyzeQueryNode(model, search).run(workflow_state())
    section = update["query"]
    assert isinstance(section, QuerySection)
    assert section.query_context is not None
    assert section.query_context.extracted_keywords == ["다누리", "얼음"]
    assert section.initial_context_results == [HIT]
    assert [query.text for query in search.asked] == [QUERY]
    assert len(server.requests) == 1
    assert f"<query>\n{QUERY}\n</query>" in server.prompts[0]


async def test_the_callers_texts_are_shown_to_the_model() -> None:
    state = workflow_state(articles=[{"title": "달의 물", "text": "다누리가 얼음을 찾았다."}])
    async with scripted_model(ANALYSIS) as (model, server):
        await N02AnalyzeQueryNode(model, FoundSearch()).run(state)
    assert '<article title="달의 물">\n다누리가 얼음을 찾았다.\n</article>' in server.prompts[0]


async def test_a_failed_search_is_only_a_warning() -> None:
    search = FoundSearch(warnings=["구글 검색이 응답하지 않습니다."])
    async with scripted_model(ANALYSIS) as (model, _):
        update = await N02AnalyzeQueryNode(model, search).run(workflow_state())
    assert update["warnings"] == ["구글 검색이 응답하지 않습니다."]


async def test_a_model_that_never_answers_in_form_fails_the_node_with_a_plain_error() -> None:
    async with scripted_model({"query_type": "Nonsense"}) as (model, _):
        with pytest.raises(BadReply, match="n02_analyze_query"):
            await N02AnalyzeQueryNode(model, FoundSearch()).run(workflow_state())
