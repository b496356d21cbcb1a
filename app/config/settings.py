"""Settings, under the names that the documents give them.

Every group reads the process environment, then ``.env`` in the project's root. An empty variable
means "not configured". ``Settings`` is all groups at once; a service asks for its own group only.
"""

from functools import lru_cache

from pydantic import ValidationError

from app.config.product_settings import (
    ChatSettings,
    RecommendationSettings,
    ScenarioSettings,
    ScriptSettings,
    SpamSettings,
)
from app.config.provider_settings import (
    ImageSettings,
    LlmSettings,
    SearchSettings,
    TranslationSettings,
)
from app.config.service_settings import (
    AppSettings,
    EngineSettings,
    NotifySettings,
    PostgresSettings,
    RedisSettings,
    SandboxSettings,
    StorageSettings,
    TracingSettings,
    WorkerSettings,
)


class ConfigurationError(Exception):
    """The settings can't be used; the message is one Korean sentence per fault."""


class Settings(
    AppSettings,
    PostgresSettings,
    RedisSettings,
    EngineSettings,
    WorkerSettings,
    LlmSettings,
    ImageSettings,
    SearchSettings,
    ScriptSettings,
    TranslationSettings,
    StorageSettings,
    NotifySettings,
    ChatSettings,
    ScenarioSettings,
    RecommendationSettings,
    SpamSettings,
    TracingSettings,
    SandboxSettings,
):
    """All groups, for composition roots and scripts."""


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the environment once. Raises ConfigurationError with a sentence per fault."""
    try:
        return Settings()
    except ValidationError as exc:
        raise ConfigurationError(
            " ".join(_sentence(e["loc"], e["msg"]) for e in exc.errors())
        ) from exc


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    name = ".".join(str(part) for part in location)
    text = message.removeprefix("Value error, ")
    return f"{name} 값이 올바르지 않습니다: {text}." if name else text


def __getattr__(name: str) -> Settings:
    if name == "settings":  # the documented `from app.config.settings import settings`
        return load_settings()
    raise AttributeError(name)
