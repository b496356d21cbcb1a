"""The answers that a script is made of, from the library's articles and the real schemas."""

import re
from typing import TypeVar

import pytest
from pydantic import BaseModel

from app.domain.script import ChapterReply, ClosingReply, ContentBrief, HookReply
from app.domain.script_news import ArticleReading, ImageReading
from app.sandbox.extraction.model import answer
from app.sandbox.extraction.turn import Turn
from app.sandbox.library.corpus import article_by_slug
from app.sandbox.library.furniture_images import furniture_reply
from app.sandbox.library.illustrations.draw import illustration_file

Reply = TypeVar("Reply", bound=BaseModel)

WORK = article_by_slug("ai-at-work-2024")
assert WORK is not None
FACTS = [line for line in WORK.text.splitlines() if re.search(r"\d", line)][:6]
FACTS_BLOCK = "\n".join(f"- {text} [F{at}]" for at, text in enumerate(FACTS, 1))
WRITER = f"""<topic>
AI와 일터
</topic>

<intent>
일터가 어떻게 바뀌었는지 알게 한다.
</intent>

<facts>
{FACTS_BLOCK}
</facts>"""


def ask(kind: type[Reply], prompt: str, *pictures: bytes) -> Reply:
    turns = [Turn("user", prompt, pictures)]
    return kind.model_validate_json(answer(turns, schema=kind.model_json_schema(), json_only=True))


@pytest.mark.parametrize(
    "topic", ["도시 양봉", "AI가 바꾼 2024년 일터", "Larkhaven Harbor oysters"]
)
def test_a_brief_says_of_a_topic_alone_what_there_is_to_tell(topic: str) -> None:
    brief = ask(ContentBrief, f"<topic>\n{topic}\n</topic>")

    told = [
        [each.title for each in brief.working_title_candidates],
        [each.angle for each in brief.working_title_candidates],
        brief.core_questions,
        brief.narrative.structure,
        [each.goal for each in brief.narrative.chapters],
        brief.research_plan.news_query,
        brief.research_plan.competitor_query,
    ]
    for texts in told:
        assert len(set(texts)) == len(texts)
    assert [each.id for each in brief.narrative.chapters] == ["ch1", "ch2", "ch3", "ch4", "ch5"]
    assert all(topic in each for each in brief.core_questions)
    assert brief.research_plan.news_query[0] == topic


def test_an_article_is_read_for_what_it_says() -> None:
    assert WORK is not None
    reading = ask(
        ArticleReading,
        f'<topic>\nAI와 일터\n</topic>\n\n<article title="{WORK.title}">\n{WORK.text}\n</article>',
    )

    assert len(reading.facts) >= 4
    assert all(fact.content in WORK.text and fact.value in fact.content for fact in reading.facts)
    shares = [fact for fact in reading.facts if "%" in fact.content]
    assert all(fact.category == "Statistic" and "%" in fact.value for fact in shares)
    assert 0 < len(reading.opinions) <= 3
    assert 1 < reading.summary.count("다.") <= 4


@pytest.mark.parametrize("kind", [ChapterReply, ClosingReply, HookReply])
def test_spoken_lines_say_facts_and_name_them(kind: type[BaseModel]) -> None:
    reply = ask(kind, WRITER)

    lines = getattr(reply, "narration", None) or reply.lines  # type: ignore[attr-defined]
    for line in lines:
        assert re.search(r"(?:니다|요|[”\"])\.$", line.text)
        for id_ in line.fact_ids:
            numbers = re.findall(r"\d+", line.text)
            assert all(number in FACTS[int(id_[1:]) - 1] for number in numbers)
    assert any(line.fact_ids for line in lines)


def test_a_line_without_a_fact_has_no_number() -> None:
    reply = ask(ClosingReply, "<topic>\n2024년의 AI\n</topic>")

    assert not re.search(r"\d", reply.lines[0].text)
    assert reply.lines[0].fact_ids == []
    assert "2024년의 AI" in reply.cta


@pytest.mark.parametrize(
    ("name", "caption"),
    [("daily-use.png", "AI를 매일 쓰는 비율"), ("before-and-after.png", ""), ("office.jpg", "")],
)
def test_a_picture_of_the_article_is_of_use(name: str, caption: str) -> None:
    assert WORK is not None
    shown = WORK.illustration(name)
    assert shown is not None
    article = f'<article title="{WORK.title}">\n{WORK.text[:300]}\n</article>'
    prompt = f"<topic>\nAI 일터\n</topic>\n{article}"
    if caption:
        prompt += f"\n<caption>\n{caption}\n</caption>"

    reading = ask(ImageReading, prompt, illustration_file(shown))

    assert (reading.relevant, reading.type) == (True, shown.kind)
    assert caption in reading.description


def test_a_logo_is_not() -> None:
    logo = furniture_reply("logo.png")
    assert logo is not None
    reading = ask(ImageReading, "<topic>\nAI\n</topic>", bytes(logo.body))
    assert (reading.relevant, reading.type) == (False, "other")
