"""What the research asks about each article and each image."""

from app.domain.comic import Language
from app.domain.script_news import NewsArticle
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.nodes.text import cut
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Picture, Prompt

ARTICLE_BUDGET = 6000
_CONTEXT_BUDGET = 400


def read_article(topic: str, article: NewsArticle, language: Language) -> Prompt:
    """Its summary, facts and opinions."""
    system = numbered(
        "너는 뉴스 해설 영상의 조사 담당자다. <article>에서 <topic>을 설명할 사실을 찾는다.",
        "facts에는 기사에 적힌 사실만 중요한 순서로 3~8개 쓴다. 한 사실은 앞뒤 없이도 뜻이 통하는 "
        "한 문장이다. 숫자, 이름, 날짜는 기사에 적힌 그대로 옮긴다.",
        "value에는 그 사실의 핵심 숫자나 말을 기사에서 그대로 옮긴다.",
        "visual_proposal에는 막대그래프, 지도, 인용 자막처럼 화면에 보일 방법을 짧게 쓴다.",
        "opinions에는 누가 한 말인지 알 수 있게 의견과 전망을 쓴다.",
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    text = block("article", cut(article.content, ARTICLE_BUDGET), title=article.title)
    return Prompt(
        "script_read_article",
        system,
        joined(block("topic", topic), text),
        temperature=0.1,
        max_tokens=2500,
    )


def look_at_image(
    topic: str,
    article: NewsArticle,
    caption: str,
    picture: Picture,
    language: Language,
    model: str | None,
) -> Prompt:
    """What it shows, and whether it helps; ``model`` must be able to see."""
    system = numbered(
        "너는 뉴스 해설 영상의 자료 담당자다. 기사에 실린 이미지 한 장을 보고 판단한다.",
        "type은 막대나 선으로 수를 나타내면 chart, 칸에 글이나 수가 있으면 table, 찍은 사진이면 "
        "photo, 그 밖에는 other다.",
        "relevant는 이미지가 <topic>을 설명하는 데 도움이 될 때만 true다. 광고, 로고, 기자의 "
        "얼굴 사진은 false다.",
        "description에는 보이는 것만 한 문장으로 쓴다. 그래프나 표면 제목과 큰 흐름을 쓴다.",
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    user = joined(
        block("topic", topic),
        block("article", cut(article.content, _CONTEXT_BUDGET), title=article.title),
        block("caption", caption) if caption else "",
    )
    return Prompt(
        "script_look_at_image",
        system,
        user,
        temperature=0.1,
        max_tokens=400,
        pictures=(picture,),
        model=model,
    )
