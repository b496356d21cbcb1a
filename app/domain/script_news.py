"""What the news research of a script asks of the model, and what it brings home."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.domain.comic import Reply, Text

ImageType = Literal["chart", "table", "photo", "other"]
FactCategory = Literal["Statistic", "Event", "Quote", "Fact"]


class FactReply(Reply):
    """One fact of an article."""

    content: Text = Field(max_length=300, description="기사에 적힌 사실 한 문장")
    category: FactCategory = Field(description="Statistic 숫자, Event 일, Quote 말, Fact 그 밖")
    value: str = Field(default="", max_length=60, description="사실의 핵심 숫자나 말. 없으면 빈 글")
    visual_proposal: str = Field(
        default="", max_length=120, description="이 사실을 화면에 보이는 방법. 없으면 빈 글"
    )


class ArticleReading(Reply):
    """What the model finds in one article."""

    summary: Text = Field(max_length=500, description="기사의 요약 두세 문장")
    summary_short: Text = Field(max_length=120, description="기사의 요약 한 문장")
    facts: list[FactReply] = Field(
        min_length=1, max_length=8, description="주제에 관한 사실, 중요한 순서로"
    )
    opinions: list[Text] = Field(
        default_factory=list, max_length=3, description="기사에 실린 의견이나 전망. 없으면 빈 목록"
    )


class ImageReading(Reply):
    """What the model sees in one image."""

    relevant: bool = Field(description="주제를 설명하는 데 쓸 수 있는 이미지인지")
    type: ImageType = Field(description="chart 그래프, table 표, photo 사진, other 그 밖")
    description: Text = Field(max_length=200, description="이미지에 보이는 것 한 문장")


class NewsImage(BaseModel):
    """An image of an article, kept under its content's hash.

    ``source_url`` is where it was found; ``stored_url`` is None when the gateway serves the file.
    """

    source_url: str
    sha256: str
    key: str
    stored_url: str | None
    width: int
    height: int
    type: ImageType = "other"
    description: str = ""
    caption: str = ""


class NewsArticle(BaseModel):
    """One of the articles that the script stands on."""

    id: str
    title: str
    url: str
    desc: str
    published_at: datetime | None
    query: str
    source: str
    content: str
    summary: str = ""
    summary_short: str = ""
    opinions: list[str] = Field(default_factory=list)
    images: list[NewsImage] = Field(default_factory=list)


class NewsFact(BaseModel):
    """A fact and the articles that say it; the first of them is ``article_id``."""

    id: str
    content: str
    category: FactCategory
    value: str
    visual_proposal: str
    article_id: str
    article_ids: list[str]


class NewsData(BaseModel):
    """All that the research found; facts are numbered F1, F2, … over all articles."""

    articles: list[NewsArticle]
    facts: list[NewsFact]
    queries_used: list[str]
    collected_at: datetime
