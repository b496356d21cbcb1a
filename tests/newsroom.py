"""A newsroom on the web: Naver's search, article pages and their pictures, as a test wants them."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from io import BytesIO
from urllib.parse import urlsplit

from PIL import Image, ImageDraw

from tests.hostile_server import HostileServer, RawRequest, Respond, answer, hostile_server


@dataclass(frozen=True)
class Story:
    """One article; ``pictures`` are paths on the same server."""

    title: str
    sentences: tuple[str, ...]
    pictures: tuple[str, ...] = ()


STORIES = (
    Story(
        "꿀벌이 옥상에서 도심의 꽃을 되살린다",
        (
            "해든시는 2022년부터 건물 옥상 40곳에 벌통 120개를 놓았다고 밝혔다.",
            "2년 뒤 벌통 근처의 벚나무 열매는 34% 늘었다.",
            "봉다현 교수는 꿀벌이 도시의 공기를 알려 주는 센서라고 설명했다.",
            "도심 양봉을 배우려는 시민은 한 해 사이 두 배로 늘었다.",
        ),
        ("/pictures/1.jpg", "/pictures/2.jpg"),
    ),
    Story(
        "도심 양봉이 야생벌을 밀어낸다는 우려",
        (
            "벌통이 20개 넘게 모인 지역에서는 야생벌의 종류가 12% 줄었다.",
            "연구팀은 도심 양봉 벌통 사이를 500미터 넘게 띄우자고 제안했다.",
            "꿀벌과 야생벌은 같은 꽃을 두고 다투는 것으로 나타났다.",
            "환경 단체는 야생벌을 위한 흙 둥지를 함께 만들자고 말했다.",
        ),
        ("/pictures/3.jpg",),
    ),
)


@dataclass
class Newsroom:
    """What it publishes, and what it saw of its readers."""

    stories: Sequence[Story] = STORIES
    pictures: dict[str, Respond] = field(default_factory=dict)
    picture_seconds: float = 0.0
    asked: Counter[str] = field(default_factory=Counter)
    at_once: int = 0
    most_at_once: int = 0
    server: HostileServer = field(default_factory=HostileServer)

    @property
    def origin(self) -> str:
        return self.server.origin

    async def respond(self, request: RawRequest, writer: asyncio.StreamWriter) -> None:
        path = urlsplit(request.target).path
        self.asked[path] += 1
        await (await self._answer(path))(request, writer)

    async def _answer(self, path: str) -> Respond:
        if path == "/v1/search/news.json":
            return answer(self._found(), content_type="application/json")
        if path.startswith("/news/"):
            return answer(self._page(int(path.rpartition("/")[2])))
        if path.startswith("/pictures/"):
            return self._picture
        return answer(status="404 Not Found")

    async def _picture(self, request: RawRequest, writer: asyncio.StreamWriter) -> None:
        path = urlsplit(request.target).path
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.picture_seconds)
            own = answer(picture(path), content_type="image/jpeg")
            await self.pictures.get(path, own)(request, writer)
        finally:
            self.at_once -= 1

    def _found(self) -> bytes:
        items = [
            {
                "title": f"<b>{escape(story.title)}</b>",
                "originallink": f"{self.origin}/news/{number}",
                "link": f"https://n.news.naver.com/{number}",
                "description": escape(story.sentences[0]),
                "pubDate": format_datetime(datetime.now(UTC)),
            }
            for number, story in enumerate(self.stories)
        ]
        return json.dumps({"total": len(items), "items": items}, ensure_ascii=False).encode()

    def _page(self, number: int) -> bytes:
        story = self.stories[number]
        text = "".join(f"<p>{escape(sentence)}</p>" for sentence in story.sentences)
        shown = "".join(
            f'<figure><img src="{path}"><figcaption>자료 {path[-5]}</figcaption></figure>'
            for path in story.pictures
        )
        return (
            f'<html lang="ko"><head><meta charset="utf-8"><title>{escape(story.title)}</title>'
            f"</head><body><article><h1>{escape(story.title)}</h1>{text}{shown}</article>"
            "</body></html>"
        ).encode()


def picture(name: str, size: tuple[int, int] = (320, 240)) -> bytes:
    """A chart whose bars depend on its name."""
    content = BytesIO()
    width, height = size
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for number, letter in enumerate(name[-6:]):
        left = 20 + number * (width - 40) // 6
        top = 20 + (ord(letter) % 10) * (height - 40) // 20
        pen.rectangle((left, top, left + width // 12, height - 20), "navy")
    image.save(content, "JPEG")
    return content.getvalue()


@asynccontextmanager
async def newsroom(**values: object) -> AsyncIterator[Newsroom]:
    """Open until the block ends."""
    room = Newsroom(**values)  # type: ignore[arg-type]
    async with hostile_server(room.respond) as server:
        room.server = server
        yield room
