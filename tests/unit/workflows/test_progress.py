from typing import Any
from uuid import uuid4

from app.domain.current_run import running, warn, warnings
from app.domain.task import Event
from app.workflows.progress import told
from app.workflows.steps import Step

STEP = Step("n01_initialize", "준비")


class Notebook:
    def __init__(self) -> None:
        self.events: list[Event] = []

    async def tell(self, *events: Event) -> None:
        self.events += events

    def tell_with_next_checkpoint(self, *events: Event) -> None:
        self.events += events


async def test_what_a_node_and_what_it_called_warn_of_is_told_and_kept() -> None:
    async def run(_: object) -> dict[str, Any]:
        warn("다른 모델이 답했습니다.")
        return {"warnings": ["검색에 실패했습니다."]}

    notes = Notebook()
    with running(uuid4(), 10):
        update = await told(STEP, [STEP], run, notes)(None)
        assert warnings() == []
    assert update["warnings"] == ["검색에 실패했습니다.", "다른 모델이 답했습니다."]
    assert [event.data["message"] for event in notes.events if event.kind == "warning"] == (
        update["warnings"]
    )
