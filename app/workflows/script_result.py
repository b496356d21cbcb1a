"""From a finished run to the result in the shape that clients know."""

from collections.abc import Callable

from app.domain.errors import NodeFailed
from app.domain.script_draft import (
    Reference,
    ReferenceAnalysis,
    ResultChapter,
    ResultImage,
    ResultScript,
    ScriptDraft,
    ScriptResult,
)
from app.domain.script_news import NewsArticle, NewsData, NewsImage
from app.workflows.script_state import ScriptState

MESSAGE = "대본이 완성되었습니다."

ImageUrl = Callable[[NewsImage], str]


def script_result(state: ScriptState, image_url: ImageUrl) -> ScriptResult:
    """``image_url`` says where a kept image can be had."""
    brief, news, draft = state.get("brief"), state.get("news"), state.get("draft")
    if brief is None or news is None or draft is None:
        raise NodeFailed("대본이 끝까지 만들어지지 않았습니다.")
    return ScriptResult(
        message=MESSAGE,
        script=_script(draft),
        references=[_reference(each, news, image_url) for each in news.articles],
        citations=draft.citations,
        topic_request_id=draft.topic_request_id,
        content_brief=brief,
        draft=draft,
        warnings=state.get("warnings", []),
    )


def _script(draft: ScriptDraft) -> ResultScript:
    script = draft.script
    return ResultScript(
        hook=script.hook.text,
        chapters=[
            ResultChapter(title=chapter.title, content=chapter.narration)
            for chapter in script.chapters
        ],
        outro=f"{script.closing.text} {script.closing.cta}",
    )


def _reference(article: NewsArticle, news: NewsData, image_url: ImageUrl) -> Reference:
    facts = [fact.content for fact in news.facts if article.id in fact.article_ids]
    return Reference(
        title=article.title,
        summary=article.summary or article.desc,
        source=article.source,
        url=article.url,
        date=article.published_at.isoformat() if article.published_at else None,
        query=article.query,
        analysis=ReferenceAnalysis(facts=facts, opinions=article.opinions),
        images=[_image(image, image_url) for image in article.images],
    )


def _image(image: NewsImage, image_url: ImageUrl) -> ResultImage:
    return ResultImage(
        url=image_url(image),
        caption=image.caption or image.description,
        is_chart=image.type == "chart",
        type=image.type,
        width=image.width,
        height=image.height,
        source_url=image.source_url,
    )
