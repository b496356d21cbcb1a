"""LangSmith reads the process environment only, so what `.env` says is put there."""

import os

from app.config.service_settings import TracingSettings


def export_tracing(settings: TracingSettings) -> None:
    """Call before LangGraph is imported. Traces hold prompts and replies; off by default."""
    if not settings.LANGCHAIN_TRACING_V2 or settings.LANGCHAIN_API_KEY is None:
        return
    os.environ.update(  # noqa: TID251 - the one place that hands settings to a library this way
        LANGCHAIN_TRACING_V2="true",
        LANGCHAIN_API_KEY=settings.LANGCHAIN_API_KEY.get_secret_value(),
        LANGCHAIN_PROJECT=settings.LANGCHAIN_PROJECT,
    )
