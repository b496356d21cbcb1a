"""The planner's question."""

from app.domain.script import CHAPTERS, ScriptRequest
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.services.llm.prompting import MATERIAL_RULE, block, numbered
from app.services.llm.protocol import Prompt


def plan_script(request: ScriptRequest) -> Prompt:
    """The one call of the planner."""
    system = numbered(
        "너는 뉴스 해설 영상의 기획자다. <topic>을 다룰 5~8분짜리 영상을 기획한다.",
        "workingTitleCandidates에는 서로 다른 각도의 제목을 3~5개 쓴다.",
        "coreQuestions에는 시청자가 가장 궁금해할 질문을 쓴다.",
        f"chapters는 정확히 {CHAPTERS}개다. 무슨 일인지, 왜 일어났는지, 누구에게 어떤 영향이 "
        "있는지, 다른 의견은 무엇인지, 앞으로 어떻게 될지처럼 서로 다른 것을 다룬다.",
        "newsQuery는 서로 다른 뉴스 검색어 6~8개다. 검색창에 넣을 낱말 2~5개로 쓰고 문장으로 "
        "쓰지 않는다. 주제의 핵심 낱말을 넣는다.",
        "freshnessDays는 속보면 7, 보통은 30, 오래 이어진 일이면 90이나 365로 정한다.",
        "아직 확인하지 않은 사실을 단정해서 쓰지 않는다.",
        LANGUAGE_RULE[request.language],
        MATERIAL_RULE,
    )
    return Prompt(
        "script_plan", system, block("topic", request.topic), temperature=0.5, max_tokens=2000
    )
