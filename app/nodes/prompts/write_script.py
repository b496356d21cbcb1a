"""What the writer asks: the hook, each chapter, the closing."""

from collections.abc import Sequence

from app.domain.comic import Language
from app.domain.script import ChapterPlan, ContentBrief, ScriptRequest
from app.domain.script_news import NewsFact
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt

_FACT_RULES = (
    "<facts>에 적힌 사실만 말한다. 거기 없는 숫자, 이름, 날짜, 원인을 만들지 않는다.",
    "사실을 말하는 문장은 fact_ids에 그 사실의 [ ] 안 id를 쓴다. 한 문장에는 한 가지만 말한다.",
    "fact_ids가 빈 문장은 이음말이나 질문이다. 그런 문장에는 숫자를 쓰지 않는다.",
    "제목과 화면에 보일 것에도 <facts>, <images>, <topic>에 없는 숫자를 쓰지 않는다. "
    "순서를 매기는 숫자도 쓰지 않는다.",
    "글로 읽는 말이 아니라 소리 내어 말하는 말로, 존댓말로 쓴다.",
)


def write_hook(request: ScriptRequest, brief: ContentBrief, facts: Sequence[NewsFact]) -> Prompt:
    """The title and the first seconds."""
    system = numbered(
        "너는 뉴스 해설 영상의 작가다. 시청자를 붙잡는 첫 20초를 쓴다.",
        "title은 <titles>의 후보를 다듬어 40자 안으로 쓴다. 낚시 제목은 쓰지 않는다.",
        "lines는 2~4문장이다. 가장 놀라운 사실이나 질문으로 열고, 무엇을 알게 될지 말한다.",
        "on_screen_cues에는 그동안 화면에 보일 자막이나 그림을 짧게 쓴다.",
        *_rules(request.language),
    )
    user = joined(
        block("topic", request.topic),
        block("intent", brief.narrative.hook_goal),
        block("titles", "\n".join(each.title for each in brief.working_title_candidates)),
        facts_block(facts),
    )
    return Prompt("script_write_hook", system, user, temperature=0.7, max_tokens=900)


def write_chapter(
    request: ScriptRequest,
    brief: ContentBrief,
    chapter: ChapterPlan,
    facts: Sequence[NewsFact],
    images: Sequence[str],
) -> Prompt:
    """One chapter; ``images`` describe what can be shown."""
    system = numbered(
        "너는 뉴스 해설 영상의 작가다. 다섯 장 가운데 한 장의 대본을 쓴다.",
        "<intent>에 적힌 것을 시청자가 알게 한다. 다른 장의 내용은 <structure>에 있으니 되풀이하지 "
        "않는다.",
        "narration은 4~8문장이다. 주어진 사실을 되도록 모두 쓰고, 쉬운 말로 뜻을 풀어 준다.",
        "beats에는 장면마다 화면에 보일 것을 쓴다. <images>에 맞는 것이 있으면 그것을 쓴다.",
        *_rules(request.language),
    )
    goals = [f"{each.id}. {each.goal}" for each in brief.narrative.chapters]
    user = joined(
        block("topic", request.topic),
        block("intent", chapter.goal),
        block("structure", "\n".join(goals)),
        block("images", "\n".join(f"- {each}" for each in images)) if images else "",
        facts_block(facts),
    )
    return Prompt(f"script_write_{chapter.id}", system, user, temperature=0.6, max_tokens=1800)


def write_closing(
    request: ScriptRequest,
    brief: ContentBrief,
    chapter_titles: Sequence[str],
    facts: Sequence[NewsFact],
) -> Prompt:
    """The end."""
    system = numbered(
        "너는 뉴스 해설 영상의 작가다. 맺는 말을 쓴다.",
        "lines는 2~4문장이다. 핵심 질문에 답하고, 무엇을 지켜봐야 하는지 말한다.",
        "cta는 시청자에게 댓글로 의견을 묻거나 다음 영상을 권하는 한 문장이다.",
        *_rules(request.language),
    )
    user = joined(
        block("topic", request.topic),
        block("questions", "\n".join(brief.core_questions)),
        block("structure", "\n".join(chapter_titles)),
        facts_block(facts),
    )
    return Prompt("script_write_closing", system, user, temperature=0.6, max_tokens=900)


def facts_block(facts: Sequence[NewsFact]) -> str:
    """One line each: the fact and its id."""
    return block("facts", "\n".join(f"- {fact.content} [{fact.id}]" for fact in facts))


def _rules(language: Language) -> tuple[str, ...]:
    return (*_FACT_RULES, LANGUAGE_RULE[language], MATERIAL_RULE)
