"""N07: three ideas, then the choice."""

from collections.abc import Sequence

from app.domain.comic import ComicIdea, Language, Report, Statement
from app.nodes.prompts.blocks import idea_block, insights_block, report_block
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt


def propose_ideas(
    query: str, report: Report, insights: Sequence[Statement], panels: int, language: Language
) -> Prompt:
    """The first call of N07."""
    system = numbered(
        f"너는 뉴스를 {panels}컷 만화로 그리는 작가다. 만화 아이디어를 낸다.",
        "서로 다른 아이디어를 정확히 3개 낸다. 주인공, 장르, 보는 각도가 서로 달라야 한다. "
        "예: 그 일을 겪는 사람의 하루, 묻는 아이와 답하는 전문가, 물건이 주인공인 이야기.",
        "title은 25자 이내의 눈길을 끄는 제목이다. 세 제목은 서로 다르다.",
        "logline은 누가 무엇을 하다가 무엇을 알게 되는지 한 문장으로 쓴다.",
        "key_elements에는 보고서에 나온 사람, 물건, 사실을 2~4개 쓴다.",
        f"{panels}컷 안에 끝나고 그림으로 보여 줄 수 있는 이야기여야 한다.",
        "사실을 바꾸거나 지어내지 않는다. 실제 사람이나 약한 사람을 놀리지 않는다.",
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    user = joined(block("query", query), insights_block(insights), report_block(report))
    return Prompt("n07_propose_ideas", system, user, temperature=0.8, max_tokens=1500)


def choose_idea(
    ideas: Sequence[ComicIdea], insights: Sequence[Statement], panels: int, language: Language
) -> Prompt:
    """The second call of N07."""
    system = numbered(
        "너는 만화 편집장이다. 아이디어 3개를 견주어 하나를 고른다.",
        f"핵심을 가장 정확하게 전하고, {panels}컷으로 그리기 쉽고, 독자의 마음이 움직이는 것을 "
        "고른다.",
        "chosen에는 고른 아이디어의 number를 쓴다.",
        "reason에는 왜 다른 둘보다 나은지 한 문장으로 쓴다.",
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    blocks = [idea_block(idea, number=str(number)) for number, idea in enumerate(ideas, 1)]
    user = joined(insights_block(insights), *blocks)
    return Prompt("n07_choose_idea", system, user, temperature=0.1, max_tokens=300)
