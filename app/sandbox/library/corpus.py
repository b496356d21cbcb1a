"""The articles that the sandbox has for search, feeds and pages; all of them invented."""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Illustration(BaseModel):
    """A picture in an article: drawn from ``rows`` (chart, table) or from ``prompt`` (photo)."""

    model_config = ConfigDict(frozen=True)

    name: str
    kind: Literal["chart", "table", "photo"]
    caption: str
    unit: str = ""
    rows: tuple[tuple[str | float, ...], ...] = ()
    prompt: str = ""


class LibraryArticle(BaseModel):
    """One article; ``slug`` is its file's name."""

    model_config = ConfigDict(frozen=True)

    slug: str
    title: str
    author: str
    publisher: str
    section: str
    language: str
    published: datetime
    summary: str
    text: str = Field(min_length=1)
    illustrations: tuple[Illustration, ...] = ()

    def illustration(self, name: str) -> Illustration | None:
        """None when there is no such picture."""
        return next((each for each in self.illustrations if each.name == name), None)

    @property
    def paragraphs(self) -> list[list[str]]:
        """The sentences, a few to a paragraph."""
        sentences = [line.strip() for line in self.text.splitlines() if line.strip()]
        return [sentences[at : at + 3] for at in range(0, len(sentences), 3)]


@cache
def corpus() -> tuple[LibraryArticle, ...]:
    """All articles, newest first."""
    folder = files("app.sandbox.library.articles")
    articles = [
        LibraryArticle(
            slug=file.name.removesuffix(".toml"), **tomllib.loads(file.read_text("utf-8"))
        )
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))


def article_by_slug(slug: str) -> LibraryArticle | None:
    """None when there is no such article."""
    return next((article for article in corpus() if article.slug == slug), None)
