"""N06A: what the comic must get across."""

from app.domain.comic import Language, Report
from app.nodes.prompts.blocks import report_block
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt


def summarize_report(query: str, report: Report, language: Language) -> Prompt:
    """The one call of N06A."""
    system = numbered(
        "너는 어려운 뉴스를 쉽게 풀어 주는 편집장이다. 만화로 전할 핵심을 고른다.",
        "보고서에 적힌 사실에서 가장 중요한 것 3~5개를 중요한 순서로 쓴다.",
        "한 개는 한 문장, 80자 이내다. 처음 듣는 사람이 앞뒤 없이 읽어도 알 수 있게 쓴다.",
        "놀라운 사실, 까닭, 우리 생활에 생길 변화가 있으면 꼭 넣는다.",
        "source_ids에는 근거가 된 보고서 문장 끝 [ ] 안의 id를 그대로 쓴다.",
        "보고서에 없는 내용을 더하지 않고, 같은 내용을 되풀이하지 않는다.",
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    user = joined(block("query", query), report_block(report))
    return Prompt("n06a_summarize_report", system, user, temperature=0.2, max_tokens=1000)
