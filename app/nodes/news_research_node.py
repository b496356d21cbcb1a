"""The news research: five articles, the facts in them, and the images beside them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.errors import NodeFailed, ProviderError
from app.domain.script import ScriptRequest
from app.domain.script_news import ArticleReading, FactReply, NewsArticle, NewsData
from app.domain.steps import StepLedger
from app.nodes.news.articles import ArticleSearch, FoundArticle
from app.nodes.news.facts import grounded, numbered_facts
from app.nodes.news.images import ImageStudy
from app.nodes.prompts.read_news import read_article
from app.nodes.section import required
from app.nodes.task_group import task_group
from app.services.llm.protocol import StructuredModel
from app.services.news_images.protocol import NewsImages
from app.workflows.script_state import ScriptState

NO_FACTS = "찾은 기사에서 쓸 수 있는 사실을 하나도 얻지 못했습니다."
_REASONS_SHOWN = 3


@dataclass(frozen=True)
class NewsResearchNode:
    """A call for each article and each image, at most ``images_per_article`` of these."""

    articles: ArticleSearch
    images: NewsImages
    model: StructuredModel
    steps: StepLedger
    images_per_article: int
    vision_model: str | None = None

    async def run(self, state: ScriptState) -> dict[str, object]:
        """Fills the news. Raises NodeFailed without an article, or without a fact."""
        request, brief = state["request"], required(state.get("brief"), "기획")
        warnings: list[str] = []
        found = await self.articles.find(request, brief, warnings)
        study = ImageStudy(
            images=self.images,
            model=self.model,
            vision_model=self.vision_model,
            steps=self.steps,
            topic=request.topic,
            language=request.language,
            warnings=warnings,
        )
        async with task_group() as group:
            tasks = [group.create_task(self._read(request, each, study)) for each in found]
        read = [task.result() for task in tasks]
        facts = numbered_facts(read)
        if not facts:
            raise NodeFailed(" ".join([NO_FACTS, *warnings[:_REASONS_SHOWN]]))
        news = NewsData(
            articles=[article for article, _ in read],
            facts=facts,
            queries_used=brief.research_plan.news_query,
            collected_at=datetime.now(UTC),
        )
        return {"news": news, "warnings": list(dict.fromkeys(warnings))}

    async def _read(
        self, request: ScriptRequest, found: FoundArticle, study: ImageStudy
    ) -> tuple[NewsArticle, list[FactReply]]:
        async with task_group() as group:
            reading = group.create_task(self._reading(request, found.article, study.warnings))
            images = group.create_task(study.of(found, self.images_per_article))
        article = found.article.model_copy(update={"images": images.result()})
        said = reading.result()
        if said is None:
            return article, []
        update = said.model_dump(include={"summary", "summary_short", "opinions"})
        return article.model_copy(update=update), grounded(article, said, study.warnings)

    async def _reading(
        self, request: ScriptRequest, article: NewsArticle, warnings: list[str]
    ) -> ArticleReading | None:
        try:
            prompt = read_article(request.topic, article, request.language)
            return await self.model.ask(ArticleReading, prompt)
        except ProviderError as exc:
            warnings.append(f"{article.source}의 기사를 분석하지 못했습니다: {exc.detail}")
            return None
