"""A message, or why there is none; never an error."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from app.domain.errors import (
    BadImage,
    BadReply,
    DatabaseDown,
    NotFound,
    ProviderRefused,
    ProviderThrottled,
    UnsafeUrl,
)
from app.domain.recommendation import ImageSource
from app.services.llm.breaker import Breaker
from app.services.llm.protocol import Picture, Prompt, StructuredModel
from app.services.recommendations.pictures import OutfitPictures
from app.services.recommendations.prompt import OutfitMessage
from app.services.recommendations.writer import MessageWriter
from tests.language_models import Setup, endpoint_of, openai_client, service_over
from tests.unit.services.llm.scripted_server import Answer, scripted
from tests.unit.services.recommendations.looks import OUTFIT, USER

PICTURE = Picture("image/jpeg", b"jpeg")
Said = Callable[[Prompt], str]


class Model:
    """Answers with what the test says."""

    def __init__(self, answer: Said) -> None:
        self.answer = answer
        self.asked: list[Prompt] = []

    async def ask(self, _: object, prompt: Prompt, **__: object) -> OutfitMessage:
        self.asked.append(prompt)
        return OutfitMessage(message=self.answer(prompt))


class Pictures:
    """Has a picture, or fails as the test says."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure

    async def load(self, _: ImageSource) -> Picture:
        if self.failure:
            raise self.failure
        return PICTURE


def writer(model: Any, pictures: Any = None, timeout: float = 5.0) -> MessageWriter:
    return MessageWriter(
        cast(StructuredModel, model), cast(OutfitPictures, pictures or Pictures()), timeout=timeout
    )


def raising(failure: Exception) -> Said:
    def answer(_: Prompt) -> str:
        raise failure

    return answer


async def test_a_message_from_outfit_picture_and_user() -> None:
    model = Model(lambda _: "좋아요 🍂")
    written = await writer(model).write(OUTFIT, USER)
    assert written.text == "좋아요 🍂"
    assert written.message.outcome == "ok"
    assert written.image is not None
    assert written.image.outcome == "ok"
    assert [prompt.pictures for prompt in model.asked] == [(PICTURE,)]


async def test_the_named_model_is_asked() -> None:
    model = Model(lambda _: "좋아요 🍂")
    pictures = cast(OutfitPictures, Pictures())
    named = MessageWriter(
        cast(StructuredModel, model), pictures, timeout=5, name="gemini-2.5-flash"
    )
    await named.write(OUTFIT, USER)
    assert [prompt.model for prompt in model.asked] == ["gemini-2.5-flash"]


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (BadImage(), "image_invalid"),
        (UnsafeUrl(), "unsafe_url"),
        (NotFound(), "not_found"),
        (TimeoutError(), "upstream_timeout"),
        (ZeroDivisionError(), "internal_error"),
    ],
)
async def test_without_its_picture_a_message_is_written_from_the_words(
    failure: Exception, reason: str
) -> None:
    model = Model(lambda _: "좋아요 🍂")
    written = await writer(model, Pictures(failure)).write(OUTFIT, USER)
    assert written.text == "좋아요 🍂"
    assert written.image is not None
    assert written.image.outcome == reason
    assert [prompt.pictures for prompt in model.asked] == [()]


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (ProviderThrottled(), "upstream_throttled"),
        (ProviderRefused(), "upstream_refused"),
        (BadReply(), "upstream_invalid"),
        (ZeroDivisionError(), "internal_error"),
    ],
)
async def test_a_failure_is_no_message_and_a_reason(failure: Exception, reason: str) -> None:
    written = await writer(Model(raising(failure))).write(OUTFIT, USER)
    assert written.text is None
    assert written.message.outcome == reason


async def test_a_model_that_cannot_see_is_asked_again_without_the_picture() -> None:
    def blind(prompt: Prompt) -> str:
        if prompt.pictures:
            raise ProviderRefused
        return "말로만 🍂"

    written = await writer(Model(blind)).write(OUTFIT, USER)
    assert written.text == "말로만 🍂"


async def test_a_slow_model_is_given_up() -> None:
    class Slow:
        async def ask(self, *_: object, **__: object) -> OutfitMessage:
            await asyncio.sleep(5)
            raise AssertionError("was awaited")

    written = await writer(Slow(), timeout=0.05).write(OUTFIT, USER)
    assert written.text is None
    assert written.message.outcome == "upstream_timeout"
    assert written.message.seconds < 2


async def test_without_the_database_the_engine_decides() -> None:
    with pytest.raises(DatabaseDown):
        await writer(Model(raising(DatabaseDown()))).write(OUTFIT, USER)


async def test_a_model_that_hangs_is_left_alone_and_nobody_waits_for_it() -> None:
    breaker = Breaker(failures=2, rest=5)
    async with scripted(Answer(hang=True)) as server, openai_client(server.endpoint) as client:
        model = service_over(endpoint_of(client, Setup(breaker=breaker)), tries=3)
        hurried = writer(model, timeout=0.5)
        hung = [await hurried.write(OUTFIT, USER) for _ in range(2)]
        resting = await hurried.write(OUTFIT, USER)
    assert [each.message.outcome for each in hung] == ["upstream_timeout"] * 2
    assert resting.message.outcome == "upstream_error"
    assert resting.message.seconds < 0.2
    assert len(server.requests) == 2
