"""What a client may ask of stories; the names are the ones that clients know."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from app.api.request_body import RequestBody

_EXAMPLE_STORY = (
    '[{"turn_number":1,"result":"마법 왕국에 오신 것을 환영합니다!","news":"오늘은 화창합니다!",'
    '"news_tag":"all","stocks":[{"name":"화염 마법사","risk_level":"고위험 고수익",'
    '"description":"강력한 화염 마법을 구사합니다.","before_value":100,"current_value":100,'
    '"expectation":"화창한 날씨가 도움이 될 것 같아요!"}]}]'
)

ChapterId = Annotated[str, StringConstraints(max_length=200)]


class EditRequest(RequestBody):
    """The body of both edit routes. ``story`` is a JSON array in a string."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "chapterId": "3333",
                "story": _EXAMPLE_STORY,
                "editRequest": "스토리를 더 흥미진진하게 만들어주세요.",
            }
        }
    )

    chapterId: ChapterId
    story: str
    editRequest: str


class NewStoryRequest(RequestBody):
    """The body of POST /scenarios. The known chapters have themes of their own."""

    model_config = ConfigDict(json_schema_extra={"example": {"chapterId": "4444"}})

    chapterId: ChapterId
    theme: str | None = None
    request: str | None = None


class EditItem(EditRequest):
    """An edit in a batch."""

    model_config = ConfigDict(json_schema_extra={})

    type: Literal["edit"]


class NewStoryItem(NewStoryRequest):
    """A new story in a batch."""

    model_config = ConfigDict(json_schema_extra={})

    type: Literal["new"]


class BatchRequest(RequestBody):
    """The body of POST /scenarios/batch."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "items": [
                    {
                        "type": "edit",
                        "chapterId": "3333",
                        "story": _EXAMPLE_STORY,
                        "editRequest": "스토리를 더 흥미진진하게 만들어주세요.",
                    },
                    {"type": "new", "chapterId": "4444"},
                ]
            }
        }
    )

    items: Annotated[
        list[Annotated[EditItem | NewStoryItem, Field(discriminator="type")]],
        Field(min_length=1),
    ]
