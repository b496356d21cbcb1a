"""What a client may ask of comics."""

from typing import Annotated, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from app.api.request_body import RequestBody, Url
from app.domain.comic import PANELS_DEFAULT, PANELS_MAX, QUERY_MAX, QUERY_MIN, Language
from app.domain.search import ARTICLE_TEXT_MAX, ARTICLE_TEXT_MIN, ARTICLE_TITLE_MAX

# Sites end up inside search queries: no quotes, no operators.
Site = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=253, pattern=r"^[^\s\"'()<>|\\]+$"
    ),
]
Sites = Annotated[list[Site] | None, Field(max_length=20)]


class PreferredSites(RequestBody):
    """Sites to search first, by the kind of source that they are."""

    news: Sites = None
    research_paper: Sites = None
    community: Sites = None
    code_related: Sites = None
    deep_dive_tech: Sites = None


class ArticleRequest(RequestBody):
    """A page to fetch (``url``), or a text to use as it is (``text``, perhaps with ``title``)."""

    url: Url | None = None
    title: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=ARTICLE_TITLE_MAX)]
        | None
    ) = None
    text: (
        Annotated[
            str,
            StringConstraints(
                strip_whitespace=True, min_length=ARTICLE_TEXT_MIN, max_length=ARTICLE_TEXT_MAX
            ),
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.url is None) == (self.text is None):
            raise ValueError("url과 text 가운데 하나만 보내세요.")
        return self


class ComicData(RequestBody):
    """What the comic is about."""

    query: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=QUERY_MIN, max_length=QUERY_MAX),
    ]
    site: PreferredSites | None = None
    articles: Annotated[list[ArticleRequest], Field(max_length=10)] = []  # noqa: RUF012 - pydantic copies it
    language: Annotated[Language, Field(strict=False)] = Language.KO
    panels: Annotated[int, Field(ge=1, le=PANELS_MAX)] = PANELS_DEFAULT
    review: Literal["auto", "required"] = "auto"
    callback_url: Url | None = None

    @field_validator("query")
    @classmethod
    def _says_something(cls, query: str) -> str:
        if not any(character.isalnum() for character in query.replace("\u3164", "")):
            raise ValueError("글자나 숫자가 있는 질의를 보내세요.")
        return query

    @field_validator("review")
    @classmethod
    def _auto_only(cls, review: str) -> str:
        if review != "auto":
            raise ValueError("사람이 보고서를 검토하는 기능은 지원하지 않습니다. auto로 보내세요.")
        return review


class ComicRequest(RequestBody):
    """The body of POST /api/v1/comics."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "writer_id": "creative_writer",
                "data": {
                    "query": "2024년 AI 기술 발전과 사회 변화",
                    "site": {"news": ["techcrunch.com", "wired.com"]},
                },
            }
        }
    )

    writer_id: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)
    ] = "default_writer"
    data: ComicData
