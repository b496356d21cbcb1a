"""The images of an article: collected, looked at, kept when they help."""

from dataclasses import dataclass, field

from app.domain.comic import Language
from app.domain.errors import (
    AppError,
    DatabaseDown,
    InfrastructureError,
    NotFound,
    ProviderError,
    ProviderRefused,
    UnsafeUrl,
)
from app.domain.script_news import ImageReading, NewsImage
from app.domain.search import PageImage
from app.domain.steps import StepLedger, step_key
from app.nodes.news.articles import FoundArticle
from app.nodes.prompts.read_news import look_at_image
from app.nodes.sourcing.material import host
from app.nodes.task_group import task_group
from app.services.llm.protocol import StructuredModel
from app.services.news_images.protocol import Collected, NewsImages

_TRIES = 3  # for each image that may be looked at
_NOT_SEEN = "언어 모델이 이미지를 볼 수 없어, 이미지를 살피지 않고 설명만 실었습니다."


@dataclass(frozen=True)
class _Judged:
    """An image that could be had; ``useful`` is None when it does not help."""

    useful: NewsImage | None


@dataclass
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
    _blind: bool = False

    async def of(self, found: FoundArticle, most: int) -> list[NewsImage]:
        """The useful ones of the first ``most`` that can be had, in the order of the page."""
        left = found.images[: _TRIES * most]
        judged: list[_Judged] = []
        while left and (room := most - len(judged)):
            async with task_group() as group:
                tasks = [group.create_task(self._image(found, image)) for image in left[:room]]
            judged += [each for task in tasks if (each := task.result())]
            left = left[room:]
        return [each.useful for each in judged if each.useful]

    async def _image(self, found: FoundArticle, shown: PageImage) -> _Judged | None:
        try:
            image = await self._collected(shown)
            return _Judged(await self._looked_at(found, shown, image)) if image else None
        except DatabaseDown:
            raise
        except (ProviderError, UnsafeUrl, InfrastructureError, NotFound) as exc:
            self._warn(shown, exc)
            return None

    async def _collected(self, shown: PageImage) -> NewsImage | None:
        """None for one that is too small, or that another address showed already."""
        collected = await self.steps.once(
            step_key("script.image", shown.url),
            lambda: self.images.collect(shown.url),
            Collected,
        )
        if collected.image is None or collected.image.sha256 in self._seen:
            return None
        self._seen.add(collected.image.sha256)
        return collected.image.model_copy(update={"caption": shown.caption})

    async def _looked_at(
        self, found: FoundArticle, shown: PageImage, image: NewsImage
    ) -> NewsImage | None:
        if self._blind:
            return image
        picture = await self.images.picture(image)
        prompt = look_at_image(
            self.topic, found.article, shown.caption, picture, self.language, self.vision_model
        )
        try:
            reading = await self.model.ask(ImageReading, prompt)
        except ProviderRefused:  # it will refuse every other image as well
            self._go_blind()
            return image
        except ProviderError as exc:
            self._warn(shown, exc)
            return None
        if not reading.relevant:
            return None
        return image.model_copy(update={"type": reading.type, "description": reading.description})

    def _warn(self, shown: PageImage, error: AppError) -> None:
        reason = error.detail.removeprefix(f"{host(shown.url)}: ")
        self.warnings.append(f"{host(shown.url)}의 이미지를 쓰지 못했습니다: {reason}")

    def _go_blind(self) -> None:
        if not self._blind:
            self.warnings.append(_NOT_SEEN)
        self._blind = True
