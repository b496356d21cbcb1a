"""Which model stands in for which."""

import pytest

from app.config.settings import Settings
from workers.models import stand_in

MODELS = (
    '[{"name": "qwen3", "endpoint": "http://gpu:8000/v1"},'
    '{"name": "llama3", "endpoint": "http://gpu:8001/v1"}]'
)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"LLM_API_ENDPOINT": "http://gpu:8000/v1", "DEFAULT_LLM_MODEL": "own"}, "own"),
        ({"LLM_MODELS": MODELS, "DEFAULT_LLM_MODEL": "llama3"}, "llama3"),
        ({"LLM_MODELS": MODELS, "DEFAULT_LLM_MODEL": "nowhere"}, "qwen3"),
        ({}, None),
    ],
)
def test_gemini_has_a_stand_in_that_is_there(values: dict[str, str], name: str | None) -> None:
    assert stand_in(Settings(_env_file=None, **values)) == name  # type: ignore[arg-type]
