"""The images of an article: collected, looked at, kept when they help."""

from dataclasses import dataclass, field

from app.domain.comic import Language
from app.domain.errors import NotFound, ProviderError, StorageFull, UnsafeUrl
from app.domain.script_news import ImageReading, NewsImage
from app.domain.search import PageImage
from app.domain.steps import StepLedger, step_key
from app.nodes.news.articles import FoundArticle
from app.nodes.prompts.read_news import look_at_image
from app.nodes.sourcing.material import host
from app.nodes.task_group import task_group
from app.services.llm.protocol import StructuredModel
from app.services.news_images.protocol import Collected, NewsImages


@dataclass(frozen=True)
class ImageStudy:
    """One run's images; a failed one is a warning, never an error."""

    images: NewsImages
    model: StructuredModel
    vision_model: str | None
    steps: StepLedger
    topic: str
    language: Language
    warnings: list[str]
    _seen: set[str] = field(default_factory=set)

    async def of(self, found: FoundArticle, most: int) -> list[NewsImage]:
        """The useful ones of the first ``most``, in the order of the page."""
        async with task_group() as group:
            tasks = [group.create_task(self._image(found, image)) for image in found.images[:most]]
        return [image for task in tasks if (image := task.result())]

    async def _image(self, found: FoundArticle, shown: PageImage) -> NewsImage | None:
        try:
            collected = await self.steps.once(
                step_key("script.image", shown.url),
                lambda: self.images.collect(shown.url),
                Collected,
            )
            if collected.image is None or collected.image.sha256 in self._seen:
                return None
            self._seen.add(collected.image.sha256)
            return await self._looked_at(found, shown, collected.image)
        except (ProviderError, UnsafeUrl, StorageFull, NotFound) as exc:
            reason = exc.detail.removeprefix(f"{host(shown.url)}: ")
            self.warnings.append(f"{host(shown.url)}의 이미지를 쓰지 못했습니다: {reason}")
            return None

    async def _looked_at(
        self, found: FoundArticle, shown: PageImage, image: NewsImage
    ) -> NewsImage | None:
        picture = await self.images.picture(image)
        prompt = look_at_image(
            self.topic, found.article, shown.caption, picture, self.language, self.vision_model
        )
        reading = await self.model.ask(ImageReading, prompt)
        if not reading.relevant:
            return None
        seen = {
            "type": reading.type,
            "description": reading.description,
            "caption": shown.caption,
        }
        return image.model_copy(update=seen)
