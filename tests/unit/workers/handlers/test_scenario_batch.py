"""Many stories at once: what goes wrong with one is that one's own."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from app.domain.current_run import running, warn
from app.domain.errors import DatabaseDown, ProviderRefused
from app.domain.scenario import BatchItem, EditOrder
from app.services.llm.protocol import Completion, ModelRequest, TextSink
from app.services.llm.service import LLMService
from app.services.scenario.generation import StoryModel
from tests.unit.nodes.stand_ins import Ledger
from tests.unit.services.scenario.scripted import story_model
from tests.unit.services.scenario.stories import compact, edit, story
from workers.handlers.scenario_batch import generate_multiple_scenarios_async

STORY = story(turns=2)
GOOD = compact({"turns": STORY})

Deed = Callable[[], Awaitable[None]]


class WatchedLedger(Ledger):
    """Counts what goes on at once."""

    now = most = 0

    async def once(self, *args: Any, **options: Any) -> Any:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        try:
            return await super().once(*args, **options)
        finally:
            self.now -= 1


class Eventful:
    """A TextModel that answers well after something has happened to the request that says so."""

    def __init__(self, deeds: dict[str, Deed]) -> None:
        self._deeds = deeds

    async def complete(self, request: ModelRequest) -> Completion:
        for word, deed in self._deeds.items():
            if word in request.messages[-1].content:
                await deed()
        return Completion(GOOD, 1, 1, "eventful")

    async def stream(self, request: ModelRequest, sink: TextSink) -> Completion:
        return await self.complete(request)


async def crash() -> None:
    raise ZeroDivisionError


async def hang() -> None:
    await asyncio.sleep(60)


async def refuse() -> None:
    raise ProviderRefused


async def lose_the_database() -> None:
    raise DatabaseDown


async def fall_back() -> None:
    warn("다른 모델이 대신 답했습니다.")


DEEDS: dict[str, Deed] = {
    "충돌": crash,
    "멈춤": hang,
    "거절": refuse,
    "대신": fall_back,
    "끊김": lose_the_database,
}


async def batch(
    *requests: str, seconds: float = 10, ledger: Ledger | None = None
) -> list[BatchItem]:
    scripted, _ = story_model([GOOD])
    model: StoryModel = replace(scripted, model=LLMService(Eventful(DEEDS)))
    orders: list[EditOrder] = [edit(STORY, f"{request} 이야기로 꾸며줘") for request in requests]
    with running(uuid4(), seconds):
        return await generate_multiple_scenarios_async(
            model, orders, ledger or Ledger(), parallel=3, story_seconds=5
        )


async def test_what_goes_wrong_with_one_is_its_own_error() -> None:
    items = await batch("좋은", "충돌", "좋은", "거절", "좋은")
    slugs = [item.error.slug if item.error else None for item in items]
    assert slugs == [None, "internal_error", None, "upstream_refused", None]
    assert [item.result is not None for item in items] == [slug is None for slug in slugs]


async def test_a_slow_one_ends_before_the_batch_does() -> None:
    items = await batch("좋은", "멈춤", "좋은", "멈춤", "좋은", seconds=2)
    slugs = [item.error.slug if item.error else None for item in items]
    assert slugs == [None, "deadline_exceeded", None, "deadline_exceeded", None]


async def test_who_answered_instead_is_told_with_the_story_that_it_answered() -> None:
    items = await batch("좋은", "대신", "좋은")
    told = [item.result.warnings for item in items if item.result]
    assert told == [[], ["다른 모델이 대신 답했습니다."], []]


async def test_what_no_item_can_help_ends_the_batch() -> None:
    with pytest.raises(DatabaseDown):
        await batch("좋은", "끊김")


async def test_no_more_are_made_at_once_than_may_be() -> None:
    ledger = WatchedLedger()
    await batch(*["좋은"] * 10, ledger=ledger)
    assert ledger.most == 3
