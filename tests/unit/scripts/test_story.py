from itertools import count
from typing import Any

import pytest

from app.domain.task import StoredEvent
from app.workflows.steps import COMIC_STEPS
from scripts.comic.display import follow
from scripts.comic.story import Story

numbers = count(1)


def event(kind: str, **data: Any) -> StoredEvent:
    return StoredEvent(seq=next(numbers), kind=kind, data=data)


def step(kind: str, number: int, **more: Any) -> StoredEvent:
    known = COMIC_STEPS[number - 1]
    return event(kind, node=known.node, label=known.label, step=number, total=12, **more)


def test_a_step_runs_and_ends() -> None:
    story = Story()
    assert story.apply(step("node_started", 3)) is None
    assert story.steps[COMIC_STEPS[2].node].running
    assert story.apply(step("node_finished", 3, seconds=1.25)) == "[ 3/12] 검색 계획  1.2s"
    assert not story.steps[COMIC_STEPS[2].node].running


def test_a_step_that_runs_again_after_a_crash_is_running() -> None:
    story = Story()
    for told in ("node_started", "node_started"):
        story.apply(step(told, 11))
    assert story.steps[COMIC_STEPS[10].node].running


def test_panels_show_on_the_running_step() -> None:
    story = Story()
    story.apply(step("node_started", 11))
    line = story.apply(event("panel", number=2, image_url="/x", alt_text="달", dialogue=[]))
    assert line is not None
    assert "컷 2: 달" in line
    assert story.steps[COMIC_STEPS[10].node].note == "1컷 완성"


def test_events_of_the_engine_and_unknown_ones_change_nothing() -> None:
    story = Story()
    for kind in ("accepted", "started", "released", "something_new"):
        assert story.apply(event(kind, attempt=1)) is None
    assert story.outcome is None


@pytest.mark.parametrize("outcome", ["succeeded", "cancelled"])
def test_how_it_ended(outcome: str) -> None:
    story = Story()
    story.apply(event(outcome))
    assert story.outcome == outcome


def test_followed_without_a_terminal_it_is_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    story = follow(
        [
            step("node_started", 1),
            step("node_finished", 1, seconds=0.04),
            event("warning", message="번역을 건너뛰었습니다."),
            step("node_started", 4),
            event("failed", slug="node_failed", detail="자료를 찾지 못했습니다."),
        ]
    )
    assert story.outcome == "failed"
    assert story.reason == "자료를 찾지 못했습니다."
    assert story.warnings == ["번역을 건너뛰었습니다."]
    assert capsys.readouterr().out.splitlines() == [
        "[ 1/12] 초기화  0.0s",
        "  ! 번역을 건너뛰었습니다.",
        "[ 4/12] 검색 실행  ✗ 자료를 찾지 못했습니다.",
    ]


def test_a_failure_between_two_steps_is_marked_too() -> None:
    assert Story().apply(event("failed", slug="x", detail="시간이 지났습니다.")) == (
        "✗ 시간이 지났습니다."
    )


def test_a_cancelled_step_is_marked() -> None:
    story = Story()
    story.apply(step("node_started", 11))
    assert story.apply(event("cancelled")) == "[11/12] 이미지 생성  ✗ 취소되었습니다."
