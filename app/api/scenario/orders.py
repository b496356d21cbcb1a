"""From a checked request to an order: what may not be is told before anything is stored."""

import asyncio
import json

from fastapi.exceptions import RequestValidationError

from app.api.scenario.requests import BatchRequest, EditRequest, NewStoryRequest
from app.api.strict_json import parse_json
from app.api.validation_messages import invalid
from app.config.product_settings import ScenarioSettings
from app.domain.errors import CallerError, TooLarge
from app.domain.scenario import EditOrder, NewOrder
from app.services.scenario.chapters import THEMES
from app.services.scenario.safety import safety_rules

NO_CHAPTER = "chapterId는 비어있을 수 없습니다."
NO_STORY = "원본 스토리는 비어있을 수 없습니다."
NO_REQUEST = "편집 요청은 비어있을 수 없습니다."
NOT_JSON = "원본 스토리가 유효한 JSON 형식이 아닙니다."
NO_ARRAY = "원본 스토리는 턴 객체의 JSON 배열이어야 합니다."

_SMALL = 65_536  # bytes of a story that the loop has time for
_LONGEST_TOKEN = 4  # characters of a token: a story with more of them no model could write again

Place = tuple[str | int, ...]


async def edit_order(body: EditRequest, settings: ScenarioSettings, place: Place = ()) -> EditOrder:
    """An edit. ``place`` is where it stands in the body.

    Raises CallerError with the documented sentences, TooLarge, RequestValidationError.
    """
    chapter = _said(body.chapterId, NO_CHAPTER)
    _said(body.story, NO_STORY)
    request = _said(body.editRequest, NO_REQUEST)
    _check_text(request, settings, (*place, "editRequest"))
    _check_text(chapter, settings, (*place, "chapterId"))
    size = len(body.story.encode())
    if size > settings.SCENARIO_STORY_MAX_BYTES:
        raise TooLarge(
            f"원본 스토리가 너무 큽니다. {settings.SCENARIO_STORY_MAX_BYTES:,}바이트 이하로 "
            "보내세요."
        )
    if size > _SMALL:
        story = await asyncio.to_thread(_checked_story, body.story, settings, place)
    else:
        story = _checked_story(body.story, settings, place)
    return EditOrder(chapter_id=chapter, story=story, request=request)


def new_order(body: NewStoryRequest, settings: ScenarioSettings, place: Place = ()) -> NewOrder:
    """A new story, likewise."""
    chapter = _said(body.chapterId, NO_CHAPTER)
    theme = (body.theme or "").strip() or THEMES.get(chapter)
    if theme is None:
        known = ", ".join(THEMES)
        raise invalid(
            ("body", *place, "theme"), f"{known} 밖의 chapterId에는 theme을 함께 보내세요."
        )
    request = (body.request or "").strip() or None
    texts = {"chapterId": chapter, "theme": theme, "request": request or ""}
    for name, text in texts.items():
        _check_text(text, settings, (*place, name))
    return NewOrder(chapter_id=chapter, theme=theme, request=request)


async def batch_orders(
    body: BatchRequest, settings: ScenarioSettings
) -> tuple[EditOrder | NewOrder, ...]:
    """All of them, or the first one's fault and where it stands.

    A mistake of the client's is told before anything is paid for, while the client still listens. A
    sound order that fails later has its own error in its place.
    """
    if len(body.items) > settings.SCENARIO_BATCH_MAX:
        raise invalid(("body", "items"), f"{settings.SCENARIO_BATCH_MAX}개 이하여야 합니다.")
    orders: list[EditOrder | NewOrder] = []
    for index, item in enumerate(body.items):
        place = ("items", index)
        try:
            if isinstance(item, EditRequest):
                orders.append(await edit_order(item, settings, place))
            else:
                orders.append(new_order(item, settings, place))
        except CallerError as exc:
            raise type(exc)(f"items의 {index + 1}번째: {exc.detail}") from exc
    return tuple(orders)


def _said(text: str, sentence: str) -> str:
    if not text.strip():
        raise CallerError(sentence)
    return text.strip()


def _check_text(text: str, settings: ScenarioSettings, place: Place) -> None:
    most = settings.SCENARIO_REQUEST_MAX_LENGTH
    if len(text) > most:
        raise invalid(("body", *place), f"안전 규칙 '길이'에 걸렸습니다. {most:,}자 이하로 쓰세요.")
    if fault := safety_rules(settings).fault(text):
        raise invalid(("body", *place), fault)


def _checked_story(story: str, settings: ScenarioSettings, place: Place) -> str:
    """As compact JSON."""
    try:
        turns = parse_json(story.encode())
    except (CallerError, RequestValidationError) as exc:
        raise CallerError(NOT_JSON) from exc
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise CallerError(NO_ARRAY)
    if not turns:
        raise CallerError(NO_STORY)
    if fault := safety_rules(settings).fault_in(turns):
        raise invalid(("body", *place, "story"), fault)
    compact = json.dumps(turns, ensure_ascii=False, separators=(",", ":"))
    most = _LONGEST_TOKEN * settings.SCENARIO_MAX_TOKENS
    if len(compact) > most:
        raise TooLarge(
            f"원본 스토리가 모델이 한 번에 쓸 수 있는 {most:,}자보다 깁니다. 나누어 보내세요."
        )
    return compact
