"""N03: what to search for, and where."""

from collections.abc import Sequence

from app.domain.comic import QueryAnalysis
from app.domain.search import Article, SearchHit, SourceClass
from app.nodes.prompts.blocks import article_blocks
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt

_SYSTEM = numbered(
    "너는 신문사의 조사 담당자다. 질의에 답할 자료를 찾는 검색 계획을 세운다.",
    "refined_intent에는 사용자가 알고 싶어 하는 것을 한 문장으로 쓴다.",
    "key_aspects에는 보고서에서 다룰 측면을 2~5개, 짧은 명사구로 쓴다.",
    "queries는 서로 다른 검색 1~5개다. text는 검색창에 넣을 낱말 2~6개다. 문장으로 쓰지 않는다.",
    "source_class: news 소식, research_paper 논문, community 사람들의 반응, code_related 코드, "
    "deep_dive_tech 깊은 기술 해설.",
    "<sites>가 있으면 거기 적힌 종류마다 검색을 하나 이상 넣고, 그 사이트의 언어로 쓴다.",
    "<first_look>은 미리 찾아본 결과다. 관련 없는 것은 무시한다.",
    MATERIAL_RULE,
)


def plan_search(
    query: str,
    analysis: QueryAnalysis,
    first_look: Sequence[SearchHit],
    sites: dict[SourceClass, list[str]],
    articles: Sequence[Article],
) -> Prompt:
    """The one call of N03."""
    user = joined(
        block("query", query),
        block("keywords", ", ".join(analysis.extracted_keywords)),
        _ambiguities(analysis),
        _sites(sites),
        _first_look(first_look),
        article_blocks(articles),
    )
    return Prompt("n03_plan_search", _SYSTEM, user, temperature=0.2, max_tokens=800)


def _ambiguities(analysis: QueryAnalysis) -> str:
    terms = analysis.detected_ambiguities
    return block("ambiguities", ", ".join(terms)) if terms else ""


def _sites(sites: dict[SourceClass, list[str]]) -> str:
    lines = [f"{name.value}: {', '.join(domains)}" for name, domains in sites.items() if domains]
    return block("sites", "\n".join(lines)) if lines else ""


def _first_look(hits: Sequence[SearchHit]) -> str:
    lines = [f"- {hit.title}: {hit.snippet}" for hit in hits]
    return block("first_look", "\n".join(lines)) if lines else ""
