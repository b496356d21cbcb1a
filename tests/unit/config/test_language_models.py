import json

import pytest
from pydantic import ValidationError

from app.config.settings import Settings

PLAIN = {"LLM_API_ENDPOINT": "http://gpu:8000/v1"}


def settings(*models: dict[str, object], **values: object) -> Settings:
    return Settings(_env_file=None, LLM_MODELS=json.dumps(models), **values)  # type: ignore[arg-type]


def entry(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "endpoint": "http://gpu2:8000/v1", **more}


def test_every_model_has_a_name_and_the_plain_one_is_first() -> None:
    found = settings(entry("qwen3"), GOOGLE_API_KEY="key", **PLAIN)
    assert found.model_names == ["llama3", "qwen3", "gemini-2.5-flash"]
    assert found.has_language_model


def test_without_any_there_is_none() -> None:
    assert settings().model_names == []
    assert not settings().has_language_model


def test_geminis_own_key_comes_first() -> None:
    found = settings(GOOGLE_API_KEY="search", GEMINI_API_KEY="model")
    assert found.gemini_key is not None
    assert found.gemini_key.get_secret_value() == "model"


def test_a_key_is_not_shown() -> None:
    assert "sk-secret" not in repr(settings(entry("qwen3", api_key="sk-secret")))


@pytest.mark.parametrize(
    ("models", "word"),
    [
        ([entry("llama3")], "달라야"),
        ([entry("a"), entry("a")], "달라야"),
        ([entry("a", fallback="nobody")], "nobody"),
        ([{"name": "a"}], "endpoint"),
        ([entry("a", endpoint="gpu2:8000")], "http"),
        ([entry("a", temperature=1)], "temperature"),
        ([entry("a", concurrency=0)], "concurrency"),
    ],
)
def test_what_cannot_work_is_refused_at_the_start(
    models: list[dict[str, object]], word: str
) -> None:
    with pytest.raises(ValidationError, match=word):
        settings(*models, **PLAIN)


def test_the_default_models_stand_in_must_exist() -> None:
    with pytest.raises(ValidationError, match="spare"):
        settings(LLM_FALLBACK_MODEL="spare", **PLAIN)
