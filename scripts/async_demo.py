"""``streamlit run scripts/async_demo.py``: edit stories and watch them, batches, and the load.

It talks to a running service over HTTP, like any client. Its packages (requirements-demo.txt) are
not the service's.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # streamlit runs this as a file

import streamlit as st

from app.config.settings import load_settings
from scripts.demo.batches import show_batches
from scripts.demo.editing import show_editing
from scripts.demo.load import show_load
from scripts.demo.service import StoryService


def main() -> None:
    """The page."""
    settings = load_settings()
    st.set_page_config(page_title=f"{settings.APP_NAME} 데모", layout="wide")
    st.title("이야기 편집 데모")
    with st.sidebar:
        address = st.text_input("서비스 주소", f"http://127.0.0.1:{settings.APP_PORT}")
        key = st.text_input("API 키 (설정했다면)", type="password")
    service = StoryService(address, key or None)
    editing, batches, load = st.tabs(["편집", "묶음", "성능"])
    with editing:
        show_editing(service)
    with batches:
        show_batches(service)
    with load:
        show_load(service)


main()
