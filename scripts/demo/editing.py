"""Edit one story and watch it being written."""

import json
import time
from typing import Any

import streamlit as st

from scripts.demo.background import iterate_in_streamlit
from scripts.demo.example import REQUEST, example_story
from scripts.demo.service import ServiceError, StoryService

_UPLOAD_MAX_MB = 5
_SHOWN = 3_000  # characters of what is being written
_PICTURES_PER_SECOND = 10


def show_editing(service: StoryService) -> None:
    """The tab."""
    left, right = st.columns(2)
    with left:
        upload = st.file_uploader(
            "이야기 파일", type=["json", "txt"], max_upload_size=_UPLOAD_MAX_MB
        )
        chapter = st.text_input("chapterId", "3333")
        story = st.text_area("원본 이야기", _uploaded(upload) or example_story(), height=320)
        request = st.text_area("편집 요청", REQUEST)
        asked = st.button("고치기", type="primary")
    with right:
        if asked:
            body = {"chapterId": chapter, "story": story, "editRequest": request}
            try:
                _watch(service, body)
            except ServiceError as exc:
                st.error(str(exc))


def _uploaded(upload: Any) -> str | None:
    if upload is None:
        return None
    try:
        return str(upload.getvalue().decode("utf-8"))
    except UnicodeDecodeError:
        st.error("UTF-8 파일만 읽을 수 있습니다.")
        return None


def _watch(service: StoryService, body: dict[str, Any]) -> None:
    progress, paper = st.progress(0.0, "기다리는 중"), st.empty()
    text, painted, turns = "", 0.0, _turns(body["story"])
    for told in iterate_in_streamlit(service.edit(body)):
        match told.kind:
            case "token":
                text += told.data["text"]
            case "reset":
                text = ""
            case "turn_started":
                turn, draft = told.data["turn"], told.data["draft"]
                progress.progress(min(1.0, turn / turns), f"{turn}턴을 쓰는 중 ({draft}번째 글)")
            case "done":
                progress.progress(1.0, "다 썼습니다")
                paper.empty()
                show_story(told.data)
                return
            case "failed" | "cancelled":
                raise ServiceError(told.data.get("detail", "취소되었습니다."))
        if time.monotonic() - painted > 1 / _PICTURES_PER_SECOND:
            paper.code(text[-_SHOWN:], language="json", wrap_lines=True)
            painted = time.monotonic()
    raise ServiceError("서비스가 종료 중입니다. 잠시 후 다시 시도하세요.")


def _turns(story: str) -> int:
    try:
        return max(1, len(json.loads(story)))
    except (ValueError, TypeError):
        return 1


def show_story(result: dict[str, Any]) -> None:
    """The values as lines, and every turn's text."""
    turns = json.loads(result["story"])
    for warning in result.get("warnings", ()):
        st.warning(warning)
    st.line_chart(
        [
            {"턴": turn["turn_number"], "종목": stock["name"], "값": stock["current_value"]}
            for turn in turns
            for stock in turn["stocks"]
        ],
        x="턴",
        y="값",
        color="종목",
    )
    for turn in turns:
        with st.expander(f"{turn['turn_number']}턴", expanded=turn["turn_number"] == 1):
            st.text(turn["result"])
            st.text(f"📰 {turn['news']}")
            st.dataframe(turn["stocks"], hide_index=True)
