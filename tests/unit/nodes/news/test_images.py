from dataclasses import dataclass, field

import pytest

from app.domain.comic import Language
from app.domain.errors import (
    AppError,
    BadReply,
    DatabaseDown,
    InfrastructureError,
    ProviderRefused,
    ProviderTimeout,
    StorageFull,
    UnsafeUrl,
)
from app.domain.script_news import NewsImage
from app.domain.search import PageImage
from app.domain.task import Json
from app.nodes.news.articles import FoundArticle
from app.nodes.news.images import ImageStudy
from app.services.llm.protocol import Picture, Prompt
from app.services.news_images.protocol import Collected
from tests.unit.nodes.script_examples import Answers, article
from tests.unit.nodes.stand_ins import Ledger

CHART: Json = {"relevant": True, "type": "chart", "description": "열매의 수"}


@dataclass
class Album:
    """A NewsImages whose images are named by their addresses."""

    fails: dict[str, AppError] = field(default_factory=dict)
    small: set[str] = field(default_factory=set)
    collected: list[str] = field(default_factory=list)

    async def collect(self, url: str) -> Collected:
        self.collected.append(url)
        if url in self.fails:
            raise self.fails[url]
        if url in self.small:
            return Collected(image=None)
        content = url.partition("?")[0]
        image = NewsImage(
            source_url=url, sha256=content, key=content, stored_url=None, width=300, height=200
        )
        return Collected(image=image)

    async def picture(self, image: NewsImage) -> Picture:
        return Picture("image/jpeg", image.key.encode())


def shown(*urls: str) -> FoundArticle:
    return FoundArticle(article(1), tuple(PageImage(url=url, caption="설명") for url in urls))


async def study(
    found: FoundArticle, album: Album, answers: Answers, ledger: Ledger | None = None, most: int = 5
) -> tuple[list[NewsImage], list[str]]:
    warnings: list[str] = []
    images = ImageStudy(
        images=album,
        model=answers,
        vision_model="sees",
        steps=ledger or Ledger(),
        topic="도심 양봉",
        language=Language.KO,
        warnings=warnings,
    )
    return await images.of(found, most), warnings


async def test_what_the_model_sees_goes_with_the_image() -> None:
    answers = Answers({"script_look_at_image": CHART})
    [image], warnings = await study(shown("https://n.example/1.jpg"), Album(), answers)
    assert (image.type, image.description, image.caption) == ("chart", "열매의 수", "설명")
    assert warnings == []
    [prompt] = answers.asked
    assert prompt.pictures == (Picture("image/jpeg", b"https://n.example/1.jpg"),)
    assert prompt.model == "sees"
    assert "설명" in prompt.user


async def test_only_so_many_are_collected() -> None:
    album = Album()
    urls = [f"https://n.example/{n}.jpg" for n in range(9)]
    images, _ = await study(shown(*urls), album, Answers({"script_look_at_image": CHART}), most=3)
    assert album.collected == urls[:3]
    assert [image.source_url for image in images] == urls[:3]


async def test_small_irrelevant_and_repeated_ones_are_dropped_without_a_word() -> None:
    def judge(prompt: Prompt) -> Json:
        return {**CHART, "relevant": prompt.pictures[0].data.endswith(b"good.jpg")}

    album = Album(small={"https://n.example/small.jpg"})
    urls = ("small.jpg", "good.jpg", "good.jpg?size=2", "useless.jpg")
    answers = Answers({"script_look_at_image": judge})
    images, warnings = await study(shown(*(f"https://n.example/{u}" for u in urls)), album, answers)
    assert [image.source_url for image in images] == ["https://n.example/good.jpg"]
    assert warnings == []
    assert len(answers.asked) == 2


@pytest.mark.parametrize(
    "error",
    [
        ProviderTimeout("n.example: 이미지를 제때 받지 못했습니다."),
        BadReply("n.example: 읽을 수 있는 형식이 아닙니다."),
        UnsafeUrl(),
        StorageFull(),
        InfrastructureError("파일 저장소를 사용할 수 없습니다 (Permission denied)."),
    ],
)
async def test_one_that_can_t_be_had_leaves_the_rest_whole(error: AppError) -> None:
    album = Album(fails={"https://n.example/bad.jpg": error})
    found = shown("https://n.example/bad.jpg", "https://n.example/good.jpg")
    images, warnings = await study(found, album, Answers({"script_look_at_image": CHART}))
    assert [image.source_url for image in images] == ["https://n.example/good.jpg"]
    [warning] = warnings
    assert warning.startswith("n.example의 이미지를 쓰지 못했습니다: ")


async def test_a_database_that_is_away_is_no_failed_image() -> None:
    album = Album(fails={"https://n.example/1.jpg": DatabaseDown()})
    with pytest.raises(DatabaseDown):
        await study(shown("https://n.example/1.jpg"), album, Answers({}))


async def test_small_broken_and_repeated_ones_leave_their_place_to_the_next() -> None:
    urls = [f"https://n.example/{n}.jpg" for n in range(12)]
    album = Album(
        small=set(urls[:3]),
        fails={urls[3]: BadReply("n.example: 읽을 수 있는 형식이 아닙니다.")},
    )
    answers = Answers({"script_look_at_image": CHART})
    images, _ = await study(shown(*urls), album, answers, most=3)
    assert [image.source_url for image in images] == urls[4:7]
    assert album.collected == urls[:7]


async def test_tries_are_bounded() -> None:
    urls = [f"https://n.example/{n}.jpg" for n in range(20)]
    album = Album(small=set(urls))
    images, _ = await study(shown(*urls), album, Answers({}), most=2)
    assert images == []
    assert album.collected == urls[:6]


async def test_a_model_that_can_t_see_is_asked_once_and_the_images_stay() -> None:
    urls = [f"https://n.example/{n}.jpg" for n in range(3)]
    answers = Answers({"script_look_at_image": ProviderRefused()})
    album, warnings = Album(small={urls[0]}), list[str]()
    images = ImageStudy(album, answers, "blind", Ledger(), "도심 양봉", Language.KO, warnings)
    first = await images.of(shown(*urls[:2]), 1)
    second = await images.of(shown(urls[2]), 1)
    assert [(image.type, image.caption) for image in first + second] == [("other", "설명")] * 2
    assert len(answers.asked) == 1
    [warning] = warnings
    assert "볼 수 없어" in warning


async def test_one_that_the_model_can_t_judge_is_a_warning() -> None:
    answers = Answers({"script_look_at_image": ProviderTimeout("언어 모델이 늦습니다.")})
    found = shown("https://n.example/1.jpg", "https://n.example/2.jpg")
    images, warnings = await study(found, Album(), answers, most=1)
    assert images == []
    assert warnings == ["n.example의 이미지를 쓰지 못했습니다: 언어 모델이 늦습니다."]
    assert len(answers.asked) == 1


async def test_a_resumed_run_collects_nothing_again() -> None:
    album, ledger = Album(), Ledger()
    answers = Answers({"script_look_at_image": CHART})
    for _ in range(2):
        images, _ = await study(shown("https://n.example/1.jpg"), album, answers, ledger)
        assert len(images) == 1
    assert album.collected == ["https://n.example/1.jpg"]
