"""Writes one outfit's message. A failure is an outcome to be counted, never an error."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

import structlog

from app.domain.errors import AppError, DatabaseDown, ProviderRefused, ProviderTimeout
from app.domain.recommendation import OK, ImageSource, Outfit, OutfitUser, Tried, WrittenMessage
from app.services.llm.protocol import Picture, StructuredModel
from app.services.recommendations.pictures import OutfitPictures
from app.services.recommendations.prompt import OutfitMessage, broken_rules, message_prompt

T = TypeVar("T")

# A little less than the whole: a call that is broken off from outside tells the model's breaker
# nothing, one that ends by its own limit does.
_SHARE_OF_A_CALL = 0.95

log = structlog.get_logger(__name__)


class MessageWriter:
    """Asks the model called ``name``, else the default one."""

    def __init__(
        self,
        model: StructuredModel,
        pictures: OutfitPictures,
        *,
        timeout: float,
        name: str | None = None,
    ) -> None:
        """``timeout`` is for the model alone; a picture has its own."""
        self._model = model
        self._pictures = pictures
        self._timeout = timeout
        self._name = name

    async def write(self, outfit: Outfit, user: OutfitUser) -> WrittenMessage:
        """Raises DatabaseDown only, without which nothing goes on anyway."""
        picture, image = await self._look(outfit.image)
        text, message = await _tried(self._ask(outfit, user, picture), "message")
        return WrittenMessage(text=text, message=message, image=image)

    async def _look(self, source: ImageSource) -> tuple[Picture | None, Tried | None]:
        if source == (None, None):
            return None, None
        return await _tried(self._pictures.load(source), "image")

    async def _ask(self, outfit: Outfit, user: OutfitUser, picture: Picture | None) -> str:
        async with asyncio.timeout(self._timeout):
            try:
                return await self._sentence(outfit, user, picture)
            except ProviderRefused:
                if picture is None:
                    raise
                log.info("picture_refused", outfit_id=outfit.outfit_id)
                return await self._sentence(outfit, user, None)  # it may be a model that can't see

    async def _sentence(self, outfit: Outfit, user: OutfitUser, picture: Picture | None) -> str:
        seconds = _SHARE_OF_A_CALL * self._timeout
        prompt = message_prompt(outfit, user, picture, self._name, seconds)
        return (await self._model.ask(OutfitMessage, prompt, check=broken_rules)).message


async def _tried(work: Awaitable[T], what: str) -> tuple[T | None, Tried]:
    """Its result, if it has one, and what became of it."""
    began = time.monotonic()
    result, outcome = None, OK
    try:
        result = await work
    except DatabaseDown:
        raise
    except TimeoutError:
        outcome = ProviderTimeout.slug
    except AppError as exc:
        outcome = exc.slug
    except Exception:  # the page is more than its messages: a defect of ours is told in the log
        log.exception("message_defect", what=what)
        outcome = AppError.slug
    seconds = round(time.monotonic() - began, 3)
    if outcome != OK:
        log.warning("message_part_missing", what=what, reason=outcome, seconds=seconds)
    return result, Tried(outcome=outcome, seconds=seconds)
