"""The writer: the hook, the chapters at once, the closing; then the draft with its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.script import (
    ChapterPlan,
    ChapterReply,
    ClosingReply,
    ContentBrief,
    HookReply,
    ScriptRequest,
)
from app.domain.script_news import NewsData, NewsFact
from app.nodes.narrowing import narrowed
from app.nodes.prompts.write_script import write_chapter, write_closing, write_hook
from app.nodes.section import required
from app.nodes.task_group import task_group
from app.nodes.writing.assembly import Replies, draft_of
from app.nodes.writing.line_checks import line_errors, shown_errors
from app.nodes.writing.shares import facts_by_chapter
from app.services.llm.protocol import StructuredModel
from app.workflows.script_state import ScriptState

_OPENING_FACTS = 8
_CHAPTER_CLAIMS = 1


@dataclass(frozen=True)
class ScriptWriterNode:
    """Seven model calls, five of them at once (the model bounds them)."""

    model: StructuredModel

    async def run(self, state: ScriptState) -> dict[str, object]:
        """Fills the draft; lines can cite nothing but the facts of the research."""
        request = state["request"]
        brief, news = required(state.get("brief"), "기획"), required(state.get("news"), "뉴스 조사")
        writing = _Writing(self.model, request, brief, news)
        hook = await writing.hook()
        chapters = await writing.chapters()
        closing = await writing.closing([reply.title for _, reply in chapters])
        return {"draft": draft_of(request, Replies(hook, chapters, closing), news)}


@dataclass(frozen=True)
class _Writing:
    model: StructuredModel
    request: ScriptRequest
    brief: ContentBrief
    news: NewsData

    async def hook(self) -> HookReply:
        facts = self.news.facts[:_OPENING_FACTS]
        known = _by_id(facts)

        def errors(reply: HookReply) -> list[str]:
            shown = {"title": [reply.title], "on_screen_cues": reply.on_screen_cues}
            return line_errors(reply.lines, known) + shown_errors(
                shown, known, [self.request.topic]
            )

        return await self.model.ask(
            HookReply,
            write_hook(self.request, self.brief, facts),
            schema=narrowed(HookReply, values={"fact_ids": _ids(facts)}),
            check=errors,
        )

    async def chapters(self) -> list[tuple[ChapterPlan, ChapterReply]]:
        plans = self.brief.narrative.chapters
        shares = facts_by_chapter(plans, self.news.facts)
        async with task_group() as group:
            tasks = [
                group.create_task(self._chapter(plan, facts))
                for plan, facts in zip(plans, shares, strict=True)
            ]
        return [(plan, task.result()) for plan, task in zip(plans, tasks, strict=True)]

    async def _chapter(self, plan: ChapterPlan, facts: Sequence[NewsFact]) -> ChapterReply:
        known, images = _by_id(facts), self._images(facts)

        def errors(reply: ChapterReply) -> list[str]:
            shown = {"title": [reply.title], "beats": reply.beats}
            lines = line_errors(reply.narration, known, claims=_CHAPTER_CLAIMS)
            return lines + shown_errors(shown, known, [self.request.topic, *images])

        return await self.model.ask(
            ChapterReply,
            write_chapter(self.request, self.brief, plan, facts, images),
            schema=narrowed(ChapterReply, values={"fact_ids": _ids(facts)}),
            check=errors,
        )

    async def closing(self, chapter_titles: Sequence[str]) -> ClosingReply:
        facts = self.news.facts[:_OPENING_FACTS]
        known = _by_id(facts)

        def errors(reply: ClosingReply) -> list[str]:
            shown = shown_errors({"cta": [reply.cta]}, known, [self.request.topic, *chapter_titles])
            return line_errors(reply.lines, known) + shown

        return await self.model.ask(
            ClosingReply,
            write_closing(self.request, self.brief, chapter_titles, facts),
            schema=narrowed(ClosingReply, values={"fact_ids": _ids(facts)}),
            check=errors,
        )

    def _images(self, facts: Sequence[NewsFact]) -> list[str]:
        """What the articles of these facts show."""
        articles = {id_ for fact in facts for id_ in fact.article_ids}
        return [
            f"{image.type}: {description}"
            for article in self.news.articles
            if article.id in articles
            for image in article.images
            if (description := image.description or image.caption)
        ]


def _ids(facts: Sequence[NewsFact]) -> list[str]:
    return [fact.id for fact in facts]


def _by_id(facts: Sequence[NewsFact]) -> dict[str, NewsFact]:
    return {fact.id: fact for fact in facts}
