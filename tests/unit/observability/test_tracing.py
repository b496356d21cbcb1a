"""LangSmith is switched on by settings, and only by them."""

import os

import pytest
from langsmith.utils import tracing_is_enabled

from app.config.service_settings import TracingSettings
from app.observability.tracing import export_tracing


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGCHAIN_TRACING_V2", "LANGCHAIN_API_KEY", "LANGCHAIN_PROJECT"):
        monkeypatch.setenv(name, "")  # restored, whatever the test exports
        monkeypatch.delenv(name)


def test_off_by_default() -> None:
    export_tracing(TracingSettings(_env_file=None))
    assert "LANGCHAIN_API_KEY" not in os.environ  # noqa: TID251
    assert not tracing_is_enabled()


def test_on_when_switched_on() -> None:
    settings = TracingSettings(
        _env_file=None, LANGCHAIN_TRACING_V2=True, LANGCHAIN_API_KEY="key", LANGCHAIN_PROJECT="p"
    )
    export_tracing(settings)
    assert os.environ["LANGCHAIN_PROJECT"] == "p"  # noqa: TID251
    assert os.environ["LANGCHAIN_TRACING_V2"] == "true"  # noqa: TID251
