import pytest

from app.config.settings import Settings
from workers.bootstrap import missing_settings

IMAGES = {"IMAGE_SERVER_URL": "http://images:7860"}
MODELS = '[{"name": "qwen3", "endpoint": "http://gpu:8000/v1"}]'


def missing(queue: str, **values: str) -> str:
    return missing_settings(Settings(_env_file=None, **values), [queue]) or ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "model",
    [
        {"LLM_API_ENDPOINT": "http://gpu:8000/v1"},
        {"GOOGLE_API_KEY": "key"},
        {"GEMINI_API_KEY": "key"},
        {"LLM_MODELS": MODELS},
    ],
)
def test_comics_need_some_language_model(model: dict[str, str]) -> None:
    assert missing("comic_task_queue", **IMAGES, **model) == ""
    assert "IMAGE_SERVER_URL" in missing("comic_task_queue", **model)


def test_what_is_missing_is_named() -> None:
    said = missing("comic_task_queue")
    assert "LLM_API_ENDPOINT" in said
    assert "IMAGE_SERVER_URL" in said


def test_other_queues_start_without_any() -> None:
    assert missing("recommendation_queue") == ""
