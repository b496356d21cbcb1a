"""The comic's material inside a prompt."""

from collections.abc import Sequence

from app.domain.comic import ComicIdea, Report, Statement
from app.domain.search import Article, Source
from app.nodes.text import cut
from app.services.llm.prompting import block, joined

SOURCES_BUDGET = 6000
ARTICLE_HEAD = 600


def source_blocks(sources: Sequence[Source], budget: int = SOURCES_BUDGET) -> str:
    """All sources within ``budget`` characters; what short ones leave goes to those after them.

    A model with a context of 8,192 tokens must hold them, the rules and its answer.
    """
    blocks: list[str] = []
    for position, source in enumerate(sources):
        text = cut(source.text, budget // (len(sources) - position))
        budget -= len(text)
        blocks.append(block("source", text, id=source.id, title=source.title, url=source.url or ""))
    return joined(*blocks)


def article_blocks(articles: Sequence[Article]) -> str:
    """The beginnings of the texts that the caller brought."""
    return joined(
        *(
            block("article", cut(article.text, ARTICLE_HEAD), title=article.title or "")
            for article in articles
            if article.text
        )
    )


def report_block(report: Report) -> str:
    """The report with each statement's source ids behind it."""
    parts = [report.title, statement_lines(report.introduction)]
    for section in report.sections:
        parts.append(f"{section.aspect_title}\n{statement_lines(section.statements)}")
    parts.append(statement_lines(report.conclusion))
    return block("report", "\n\n".join(parts))


def insights_block(insights: Sequence[Statement]) -> str:
    """The insights, in order of weight."""
    return block("insights", statement_lines(insights))


def statement_lines(statements: Sequence[Statement]) -> str:
    """One line each: the sentence and its source ids."""
    return "\n".join(f"- {each.text} [{', '.join(each.source_ids)}]" for each in statements)


def idea_block(idea: ComicIdea, **attributes: str) -> str:
    """One idea."""
    lines = [
        f"제목: {idea.title}",
        f"줄거리: {idea.logline}",
        f"장르: {idea.genre}",
        f"감정: {idea.target_emotion}",
        f"소재: {', '.join(idea.key_elements)}",
    ]
    return block("idea", "\n".join(lines), **attributes)
