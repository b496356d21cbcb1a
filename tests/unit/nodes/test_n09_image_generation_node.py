import asyncio
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from app.domain.comic import Language
from app.domain.errors import NodeFailed, ProviderTimeout, StorageFull
from app.nodes.n09_image_generation_node import (
    SEEDS,
    N09ImageGenerationNode,
    comic_seed,
    strip_footer,
)
from app.services.storage.protocol import StoredObject
from app.workflows.state import ImageSection, WorkflowState
from tests.unit.nodes.examples import COMIC_ID, panel, source, workflow_state
from tests.unit.nodes.examples import drawn as drawn_panel
from tests.unit.nodes.stand_ins import Cupboard, Ledger, Painter


def node_of(painter: Painter, store: Cupboard, ledger: Ledger) -> N09ImageGenerationNode:
    return N09ImageGenerationNode(painter, store, ledger, width=384, height=384)


async def drawn(
    painter: Painter, store: Cupboard, ledger: Ledger, state: WorkflowState | None = None
) -> tuple[ImageSection, list[str]]:
    update = await node_of(painter, store, ledger).run(state or workflow_state())
    section, warnings = update["image"], update["warnings"]
    assert isinstance(section, ImageSection)
    assert isinstance(warnings, list)
    return section, warnings


async def test_every_panel_is_drawn_lettered_and_stored_and_the_strip_composed() -> None:
    painter, store = Painter(), Cupboard()
    section, warnings = await drawn(painter, store, Ledger())
    assert warnings == []
    assert [each.number for each in section.panels] == [1, 2, 3, 4]
    assert len(store.files) == 9
    for each in section.panels:
        assert each.image_key.startswith(f"images/{COMIC_ID}/v1/panel-{each.number}-")
        lettered, raw = store.files[each.image_key], store.files[each.raw_image_key]
        assert lettered != raw
        assert Image.open(BytesIO(lettered)).size == (each.width, each.height)
    assert section.strip_key is not None
    assert Image.open(BytesIO(store.files[section.strip_key])).width > 384


def test_the_footer_names_the_sources_of_what_was_drawn() -> None:
    sources = [source(1, url=None), source(2), source(3)]
    panels = [drawn_panel(1), drawn_panel(2).model_copy(update={"source_ids": ["S2"]})]
    assert strip_footer(panels, sources, Language.KO) == (
        "출처: 다누리 소식 1 · 다누리 소식 2 (news.example)"
    )
    assert strip_footer(panels, sources, Language.EN).startswith("Sources: ")


async def test_the_words_are_kept_as_data_beside_the_picture() -> None:
    section, _ = await drawn(Painter(), Cupboard(), Ledger())
    first = section.panels[0]
    assert [(line.speaker, line.text) for line in first.dialogue] == [
        ("아이", "저게 얼음이에요?"),
        ("연구원", "그래, 달의 얼음이야!"),
    ]
    assert first.alt_text == "두 사람이 화면 속 얼음을 본다."
    assert first.source_ids == ["S1"]
    assert "moon crater 1" in first.prompt_used


async def test_one_seed_for_the_whole_comic_and_another_for_the_next() -> None:
    painter = Painter()
    section, _ = await drawn(painter, Cupboard(), Ledger())
    assert {request.seed for request in painter.asked} == {section.seed}
    assert section.seed == comic_seed(COMIC_ID)
    assert comic_seed(uuid4()) != comic_seed(uuid4())
    assert all(0 <= comic_seed(uuid4()) < SEEDS for _ in range(50))


async def test_each_panel_is_told_as_it_appears() -> None:
    ledger = Ledger()
    await drawn(Painter(), Cupboard(), ledger)
    told = {event.data["number"]: event for event in ledger.events}
    assert sorted(told) == [1, 2, 3, 4]
    assert told[2].kind == "panel"
    assert told[2].data["image_url"] == f"/api/v1/comics/{COMIC_ID}/panels/2"
    assert told[2].data["dialogue"][0] == {"speaker": "아이", "text": "저게 얼음이에요?"}


async def test_a_second_run_draws_nothing_again() -> None:
    painter, store, ledger = Painter(), Cupboard(), Ledger()
    first, _ = await drawn(painter, store, ledger)
    second, _ = await drawn(painter, store, ledger)
    assert len(painter.asked) == 4
    assert second == first
    assert len(ledger.events) == 4


async def test_changed_words_are_drawn_anew() -> None:
    painter, store, ledger = Painter(), Cupboard(), Ledger()
    await drawn(painter, store, ledger)
    state = workflow_state()
    panels = state["scenario"].panels
    panels[0] = panel(1, dialogue=[{"speaker": "아이", "text": "다른 말이야!"}])
    await drawn(painter, store, ledger, state)
    assert len(painter.asked) == 5


async def test_the_panels_are_drawn_at_once() -> None:
    painter = Painter()
    await drawn(painter, Cupboard(), Ledger())
    assert painter.most_at_once == 4


async def test_a_panel_that_fails_is_a_warning_and_the_rest_a_comic() -> None:
    painter = Painter(fails={"moon crater 2": ProviderTimeout("그림 서버가 늦습니다.")})
    section, warnings = await drawn(painter, Cupboard(), Ledger())
    assert [each.number for each in section.panels] == [1, 3, 4]
    assert warnings == ["2번째 컷을 그리지 못했습니다: 그림 서버가 늦습니다."]


async def test_no_panel_at_all_fails_with_the_reason() -> None:
    painter = Painter(fails={"moon crater": ProviderTimeout("그림 서버가 늦습니다.")})
    with pytest.raises(NodeFailed, match=r"한 컷도 그리지 못했습니다.*그림 서버가 늦습니다"):
        await drawn(painter, Cupboard(), Ledger())


class FullCupboard(Cupboard):
    async def put(self, key: str, content: bytes, content_type: str) -> StoredObject:
        raise StorageFull


async def test_a_full_disk_is_no_matter_of_one_panel() -> None:
    with pytest.raises(StorageFull):
        await drawn(Painter(), FullCupboard(), Ledger())


async def test_cancelling_the_node_ends_every_drawing() -> None:
    started, ended = asyncio.Event(), 0

    class SlowPainter(Painter):
        async def generate(self, request: object) -> bytes:
            nonlocal ended
            started.set()
            try:
                await asyncio.sleep(30)
            finally:
                ended += 1
            return b""

    run = asyncio.create_task(node_of(SlowPainter(), Cupboard(), Ledger()).run(workflow_state()))
    await started.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert ended == 4


async def test_a_late_write_of_another_picture_lands_elsewhere() -> None:
    store = Cupboard()
    first, _ = await drawn(Painter(), store, Ledger())
    state = workflow_state()
    state["scenario"].panels[0] = panel(1, dialogue=[{"speaker": "아이", "text": "다른 말!"}])
    other, _ = await drawn(Painter(), store, Ledger(), state)
    assert other.panels[0].image_key != first.panels[0].image_key
    assert first.panels[0].image_key in store.files
