"""From the writer's replies to the draft: markers, claims, and the way back to the articles."""

import math
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.script import (
    ChapterPlan,
    ChapterReply,
    ClosingReply,
    HookReply,
    ScriptLine,
    ScriptRequest,
)
from app.domain.script_draft import (
    Citation,
    Claim,
    DraftChapter,
    DraftClosing,
    DraftHook,
    DraftMetadata,
    DraftScript,
    QualityReport,
    ScriptDraft,
    SourceMapEntry,
)
from app.domain.script_news import NewsArticle, NewsData, NewsFact
from app.nodes.writing.markers import Markers, marker

HOOK, CLOSING = "hook", "closing"
_LETTERS_PER_MINUTE = 320  # of spoken Korean, spaces left out


@dataclass(frozen=True)
class Replies:
    """All that the model wrote; ``chapters`` in the order of the plan."""

    hook: HookReply
    chapters: Sequence[tuple[ChapterPlan, ChapterReply]]
    closing: ClosingReply

    @property
    def parts(self) -> list[tuple[str, list[ScriptLine]]]:
        """Every part's lines, as they are spoken."""
        chapters = [(plan.id, reply.narration) for plan, reply in self.chapters]
        return [(HOOK, self.hook.lines), *chapters, (CLOSING, self.closing.lines)]


def draft_of(request: ScriptRequest, replies: Replies, news: NewsData) -> ScriptDraft:
    """The whole draft; what is cited exists, the writer's checks have seen to it."""
    markers = Markers()
    texts = {part: markers.spoken(lines) for part, lines in replies.parts}
    claims = _claims(replies.parts)
    facts = {fact.id: fact for fact in news.facts}
    articles = {article.id: article for article in news.articles}
    return ScriptDraft(
        script_draft_id=f"scd_{secrets.token_hex(4)}",
        topic_request_id=request.topic_recommendation_id,
        generated_at=datetime.now(UTC),
        metadata=DraftMetadata(
            title=replies.hook.title,
            hook_type=replies.hook.hook_type,
            estimated_duration_min=_minutes(replies.parts),
        ),
        script=_script(replies, texts, claims),
        claims=claims,
        source_map=_source_map(claims, facts, articles),
        citations=[
            _citation(number, facts[id_], articles) for id_, number in markers.numbers.items()
        ],
        quality_report=_quality(claims, facts, news),
    )


def _claims(parts: Sequence[tuple[str, Sequence[ScriptLine]]]) -> list[Claim]:
    stated = [(part, line) for part, lines in parts for line in lines if line.fact_ids]
    return [
        Claim(id=f"C{number}", text=line.text, part=part, fact_ids=_distinct(line.fact_ids))
        for number, (part, line) in enumerate(stated, 1)
    ]


def _script(replies: Replies, texts: dict[str, str], claims: Sequence[Claim]) -> DraftScript:
    in_hook = [claim for claim in claims if claim.part == HOOK]
    return DraftScript(
        hook=DraftHook(
            text=texts[HOOK],
            fact_references=_distinct(id_ for claim in in_hook for id_ in claim.fact_ids),
            on_screen_cues=replies.hook.on_screen_cues,
            claims=in_hook,
        ),
        chapters=[
            DraftChapter(
                chapter_id=plan.id,
                title=reply.title,
                narration=texts[plan.id],
                beats=reply.beats,
            )
            for plan, reply in replies.chapters
        ],
        closing=DraftClosing(text=texts[CLOSING], cta=replies.closing.cta),
    )


def _source_map(
    claims: Sequence[Claim], facts: dict[str, NewsFact], articles: dict[str, NewsArticle]
) -> list[SourceMapEntry]:
    return [
        SourceMapEntry(
            claim_id=claim.id,
            fact_id=fact_id,
            article_id=article_id,
            article_title=articles[article_id].title,
            article_url=articles[article_id].url,
        )
        for claim in claims
        for fact_id in claim.fact_ids
        for article_id in facts[fact_id].article_ids
    ]


def _citation(number: int, fact: NewsFact, articles: dict[str, NewsArticle]) -> Citation:
    article = articles[fact.article_id]
    return Citation(
        marker=marker(number),
        number=number,
        fact_id=fact.id,
        content=fact.content,
        category=fact.category,
        source=article.source,
        source_title=article.title,
        source_url=article.url,
    )


def _quality(claims: Sequence[Claim], facts: dict[str, NewsFact], news: NewsData) -> QualityReport:
    cited = {id_ for claim in claims for id_ in claim.fact_ids}
    return QualityReport(
        claims=len(claims),
        facts_cited=len(cited),
        facts_found=len(facts),
        articles_cited=len({id_ for fact in cited for id_ in facts[fact].article_ids}),
        images=sum(len(article.images) for article in news.articles),
    )


def _minutes(parts: Sequence[tuple[str, Sequence[ScriptLine]]]) -> int:
    letters = sum(len("".join(line.text.split())) for _, lines in parts for line in lines)
    return max(1, math.ceil(letters / _LETTERS_PER_MINUTE))


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))
