"""N02: what is being asked."""

from collections.abc import Sequence

from app.domain.search import Article
from app.nodes.prompts.blocks import article_blocks
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt

_SYSTEM = numbered(
    "너는 신문사의 조사 담당자다. 사용자의 질의가 무엇을 묻는지 분석한다.",
    "extracted_keywords에는 질의의 핵심 명사를 중요한 순서로 쓴다. 조사, '알려줘' 같은 말, "
    "연도만 있는 말은 뺀다.",
    "기사가 함께 왔으면 기사에서 질의와 관련된 이름이나 용어도 키워드로 쓴다.",
    "query_type과 query_category는 정해진 값 가운데 하나를 고른다.",
    "detected_ambiguities에는 뜻이 둘 이상이라 오해할 수 있는 표현만 쓴다. 없으면 빈 목록이다.",
    "키워드는 질의에 쓰인 언어로 쓴다.",
    MATERIAL_RULE,
)


def analyze_query(query: str, articles: Sequence[Article]) -> Prompt:
    """The one call of N02."""
    user = joined(block("query", query), article_blocks(articles))
    return Prompt("n02_analyze_query", _SYSTEM, user, temperature=0.1, max_tokens=500)
