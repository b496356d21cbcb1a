"""The text half of the pipeline on the sandbox's model: every reply passes its node's rules."""

import re
from typing import cast

import pytest

from app.domain.errors import NodeFailed
from app.nodes.citations import statements
from app.nodes.n01_initialize_node import N01InitializeNode
from app.nodes.n02_analyze_query_node import N02AnalyzeQueryNode
from app.nodes.n03_understand_and_plan_node import N03UnderstandAndPlanNode
from app.nodes.n04_execute_search_node import N04ExecuteSearchNode
from app.nodes.n05_hitl_review_node import N05HitlReviewNode
from app.nodes.n05_report_generation_node import N05ReportGenerationNode
from app.nodes.n06a_contextual_summary_node import N06aContextualSummaryNode
from app.nodes.n07_comic_ideation_node import N07ComicIdeationNode
from app.nodes.n08_scenario_generation_node import N08ScenarioGenerationNode
from app.workflows.state import (
    ConfigSection,
    IdeaSection,
    ImageSection,
    MetaSection,
    QuerySection,
    ReportState,
    ScenarioSection,
    SearchSection,
    WorkflowState,
)
from tests.unit.nodes.articles import MOON, SEAWEED
from tests.unit.nodes.examples import COMIC_ID
from tests.unit.nodes.models import model_at
from tests.unit.nodes.stand_ins import FoundSearch, Shelf


async def text_half(sandbox_url: str, query: str, article: str, panels: int = 4) -> WorkflowState:
    state: WorkflowState = {
        "meta": MetaSection(trace_id=COMIC_ID, comic_id=COMIC_ID),
        "config": ConfigSection.model_validate(
            {"articles": [{"title": query, "text": article}], "panels": panels}
        ),
        "query": QuerySection(original_query=query),
        "search": SearchSection(),
        "report": ReportState(),
        "idea": IdeaSection(),
        "scenario": ScenarioSection(),
        "image": ImageSection(),
        "warnings": [],
    }
    async with model_at(f"{sandbox_url}/v1/chat/completions") as model:
        for node in (
            N01InitializeNode(),
            N02AnalyzeQueryNode(model, FoundSearch()),
            N03UnderstandAndPlanNode(model),
            N04ExecuteSearchNode(FoundSearch(), Shelf(), max_pages=4),
            N05ReportGenerationNode(model),
            N05HitlReviewNode(),
            N06aContextualSummaryNode(model),
            N07ComicIdeationNode(model),
            N08ScenarioGenerationNode(model),
        ):
            update = await node.run(state)
            state = cast(WorkflowState, {**state, **update})
    return state


def words(text: str) -> set[str]:
    return set(re.findall(r"[가-힣]{2,}|\d+", text))


@pytest.mark.parametrize(
    ("query", "article"), [("달 탐사선 다누리의 얼음 발견", MOON), ("미역 줄기 포장재", SEAWEED)]
)
async def test_the_report_says_what_the_article_says(
    sandbox_url: str, query: str, article: str
) -> None:
    state = await text_half(sandbox_url, query, article)
    report = state["report"].report
    assert report is not None
    for statement in statements(report):
        said = words(statement.text)
        assert len(said & words(article)) >= 0.6 * len(said), statement.text
        assert statement.source_ids == ["S1"]
    numbers = re.findall(r"\d+", " ".join(each.text for each in statements(report)))
    assert set(numbers) <= set(re.findall(r"\d+", article))


async def test_two_articles_make_two_comics(sandbox_url: str) -> None:
    moon = await text_half(sandbox_url, "달 탐사선 다누리의 얼음 발견", MOON)
    seaweed = await text_half(sandbox_url, "미역 줄기 포장재", SEAWEED)
    assert moon["scenario"].title != seaweed["scenario"].title
    spoken = [
        {line.text for panel in state["scenario"].panels for line in panel.dialogue}
        for state in (moon, seaweed)
    ]
    assert not spoken[0] & spoken[1]
    drawn = [{p.image_prompt for p in state["scenario"].image_prompts} for state in (moon, seaweed)]
    assert len(drawn[0]) == len(drawn[1]) == 4
    assert not drawn[0] & drawn[1]


@pytest.mark.parametrize("panels", [1, 3, 8])
async def test_any_number_of_panels_works(sandbox_url: str, panels: int) -> None:
    state = await text_half(sandbox_url, "미역 줄기 포장재", SEAWEED, panels)
    assert len(state["scenario"].panels) == panels


async def test_the_same_article_makes_the_same_comic(sandbox_url: str) -> None:
    first = await text_half(sandbox_url, "미역 줄기 포장재", SEAWEED)
    second = await text_half(sandbox_url, "미역 줄기 포장재", SEAWEED)
    assert first["scenario"] == second["scenario"]


async def test_without_an_article_and_without_hits_it_ends_with_the_reason(
    sandbox_url: str,
) -> None:
    with pytest.raises(NodeFailed, match="--article"):
        await text_half(sandbox_url, "미역 줄기 포장재", "")
