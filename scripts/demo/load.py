"""The service's load as it changes."""

import time
from typing import Any

import streamlit as st

from scripts.demo.background import run_async_in_streamlit
from scripts.demo.service import ServiceError, StoryService

_EVERY_SECONDS = 2
_KEPT = 150  # looks: five minutes
_MB = 1_000_000


def show_load(service: StoryService) -> None:
    """The tab: it draws itself again every few seconds, and nothing else."""
    st.fragment(_draw, run_every=_EVERY_SECONDS)(service)


def _draw(service: StoryService) -> None:
    history: list[dict[str, Any]] = st.session_state.setdefault("load", [])
    try:
        history.append(_row(run_async_in_streamlit(service.load())))
    except ServiceError as exc:
        st.error(str(exc))
    del history[:-_KEPT]
    if not history:
        return
    now = history[-1]
    columns = st.columns(4)
    columns[0].metric("CPU %", f"{now['CPU %']:.0f}")
    columns[1].metric("게이트웨이 MB", f"{now['게이트웨이 MB']:.0f}")
    columns[2].metric("처리 중", now["처리 중"])
    columns[3].metric("끝난 작업", now["끝난 작업"])
    st.line_chart(history, x="시각", y=["CPU %", "게이트웨이 CPU %"])
    st.line_chart(history, x="시각", y="처리 중")
    st.line_chart(history, x="시각", y="게이트웨이 MB")


def _row(load: dict[str, Any]) -> dict[str, Any]:
    system, process, tasks = load["system"], load["process"], load["async_status"]
    return {
        "시각": time.strftime("%H:%M:%S"),
        "CPU %": system["cpu_percent"],
        "게이트웨이 CPU %": process["cpu_percent"],
        "게이트웨이 MB": process["memory_rss"] / _MB,
        "처리 중": tasks["active_tasks"],
        "끝난 작업": tasks["completed_tasks"],
    }
