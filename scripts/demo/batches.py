"""Several edits as one batch, with its progress."""

from typing import Any

import streamlit as st

from scripts.demo.background import iterate_in_streamlit
from scripts.demo.example import example_story
from scripts.demo.service import ServiceError, StoryService

_WISHES = (
    "3턴의 소식을 용이 나타났다는 이야기로 바꿔 주세요.",
    "5턴의 소식을 왕국에 첫눈이 내린다는 이야기로 바꿔 주세요.",
    "2턴의 소식을 바다에서 보물선이 떠올랐다는 이야기로 바꿔 주세요.",
)


def show_batches(service: StoryService) -> None:
    """The tab."""
    edits = st.slider("편집의 수", 1, 20, 6)
    with_new = st.checkbox("새 이야기도 하나 쓰기 (달빛 도둑)")
    if not st.button("묶음 보내기", type="primary"):
        return
    items = [_edit(number) for number in range(edits)]
    if with_new:
        items.append({"type": "new", "chapterId": "4444"})
    try:
        _watch(service, items)
    except ServiceError as exc:
        st.error(str(exc))


def _edit(number: int) -> dict[str, Any]:
    return {
        "type": "edit",
        "chapterId": f"demo-{number + 1}",
        "story": example_story(),
        "editRequest": _WISHES[number % len(_WISHES)],
    }


def _watch(service: StoryService, items: list[dict[str, Any]]) -> None:
    progress, table = st.progress(0.0, "기다리는 중"), st.empty()
    states = dict.fromkeys(range(len(items)), "쓰는 중")
    done = 0
    for told in iterate_in_streamlit(service.make_batch(items)):
        if told.kind == "item_finished":
            done += 1
            states[told.data["index"]] = "끝" if told.data["status"] == "completed" else "실패"
            progress.progress(done / len(items), f"{len(items)}개 중 {done}개")
        elif told.kind == "results":
            for index, item in enumerate(told.data["results"]):
                states[index] = _outcome(item)
        table.dataframe(
            [
                {"번호": index + 1, "chapterId": item["chapterId"], "상태": states[index]}
                for index, item in enumerate(items)
            ],
            hide_index=True,
        )


def _outcome(item: dict[str, Any]) -> str:
    if item["error"]:
        return f"실패: {item['error']['detail']}"
    warnings = len(item["result"].get("warnings", ()))
    return f"끝 (경고 {warnings}개)" if warnings else "끝"
