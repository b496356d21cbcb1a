"""N05: the cited report."""

from collections.abc import Sequence

from app.domain.comic import Language, SearchPlan
from app.domain.search import Source
from app.nodes.prompts.blocks import source_blocks
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt

_RULES = (
    "<source> 자료에 적힌 사실만 쓴다. 자료에 없는 숫자, 이름, 날짜, 원인을 만들지 않는다.",
    "문장마다 source_ids에 그 사실이 적힌 자료의 id를 쓴다. 근거가 없는 문장은 쓰지 않는다.",
    "한 문장에는 한 가지 사실을 80자 안으로 쓴다. 앞뒤 문장 없이도 뜻이 통해야 한다.",
    "introduction은 누가 무엇을 했는지, sections는 측면마다 자세한 내용, conclusion은 의미나 "
    "전망이다. 같은 사실을 두 번 쓰지 않는다.",
    "sections는 <aspects>를 따르되, 자료에 내용이 없는 측면은 뺀다.",
    "자료끼리 다르면 어느 쪽 말인지 밝힌다.",
)


def write_report(
    query: str, plan: SearchPlan, sources: Sequence[Source], language: Language
) -> Prompt:
    """The one call of N05."""
    system = numbered(
        "너는 사실만 쓰는 기자다. 자료를 읽고 질의에 답하는 보고서를 쓴다.",
        *_RULES,
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    user = joined(
        block("query", query),
        block("intent", plan.refined_intent),
        block("aspects", "\n".join(f"- {aspect}" for aspect in plan.key_aspects)),
        source_blocks(sources),
    )
    return Prompt("n05_write_report", system, user, temperature=0.3, max_tokens=3000)
