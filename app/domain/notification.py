"""What the backend is told about a finished comic; the field names are the backend's."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

CONTENT_MAX = 200
AUTHOR_DEFAULT = 1
CATEGORY_DEFAULT = "IT"


class _Message(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Slide(_Message):
    """One panel."""

    slide_seq: int = Field(ge=1)
    image_url: str = Field(min_length=1)
    content: str = Field(min_length=1)


class SourceNews(_Message):
    """One source with an address."""

    headline: str
    url: str


class ComicNotification(_Message):
    """The webhook's body."""

    ai_author_id: int = Field(ge=0, lt=2**63)
    category: str
    title: str = Field(min_length=1)
    content: str = Field(min_length=1, max_length=CONTENT_MAX)
    thumbnail_image_url: str = Field(min_length=1)
    slides: list[Slide] = Field(min_length=1)
    source_news: list[SourceNews]


def author_id(writer_id: str) -> int:
    """The number that the backend knows the writer by; names of other kinds are the default's."""
    number = writer_id.strip()
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return AUTHOR_DEFAULT
    return int(number)
