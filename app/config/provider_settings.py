"""The services that we call: language models, images, search, translation."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Json, SecretStr, model_validator

from app.config.group import Count, Group, ProjectPath, Seconds, WebAddress

# Every compatible server knows the first; OpenAI's own reasoning models know the second only.
LimitField = Literal["max_tokens", "max_completion_tokens"]


class ModelEntry(BaseModel):
    """A further OpenAI-compatible model in LLM_MODELS; ``model`` is what its server calls it.

    ``limit_field`` is what it calls a reply's limit of tokens; ``starts_thinking`` says that the
    model's chat template opens the first ``<think>`` block.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    endpoint: WebAddress
    model: str | None = None
    api_key: SecretStr | None = None
    concurrency: Count | None = None
    fallback: str | None = None
    limit_field: LimitField = "max_tokens"
    starts_thinking: bool = False


class LlmSettings(Group):
    """Language models: one OpenAI-compatible server (vLLM), Gemini, and any number more.

    A model's fallback is another model's name: it answers when the first can't.
    """

    LLM_API_ENDPOINT: WebAddress | None = None
    LLM_API_KEY: SecretStr | None = None
    LLM_API_TIMEOUT: Seconds = 60
    LLM_FIRST_TOKEN_TIMEOUT: Seconds = 30
    LLM_IDLE_TIMEOUT: Seconds = 15
    LLM_STREAM_TIMEOUT: Seconds = 180
    LLM_API_RETRIES: Annotated[int, Field(ge=0, le=10)] = 3
    LLM_BREAKER_FAILURES: Count = 5
    LLM_BREAKER_SECONDS: Seconds = 10
    LLM_MAX_CONCURRENCY: Count = 100
    LLM_MODELS: Annotated[Json[tuple[ModelEntry, ...]], Field(validate_default=False)] = ()
    LLM_FALLBACK_MODEL: str | None = None
    LLM_LIMIT_FIELD: LimitField = "max_tokens"
    LLM_STARTS_THINKING: bool = False
    DEFAULT_LLM_MODEL: str = "llama3"
    DEFAULT_MAX_TOKENS: Count = 512
    GOOGLE_API_KEY: SecretStr | None = None
    GEMINI_API_KEY: SecretStr | None = None
    GEMINI_API_ENDPOINT: WebAddress = "https://generativelanguage.googleapis.com"
    GEMINI_MODEL: str = "gemini-2.5-flash"
    GEMINI_THINKING_BUDGET: Annotated[int, Field(ge=-1)] | None = None
    TOKENIZER_PATH: ProjectPath | None = None

    @property
    def has_language_model(self) -> bool:
        """Whether any is configured: without one, what only adorns an answer is left out."""
        return bool(self.model_names)

    @property
    def gemini_key(self) -> SecretStr | None:
        """The key that switches Gemini on."""
        return self.GEMINI_API_KEY or self.GOOGLE_API_KEY

    @property
    def model_names(self) -> list[str]:
        """Every configured model, the default one first."""
        names = [self.DEFAULT_LLM_MODEL] if self.LLM_API_ENDPOINT else []
        names += [entry.name for entry in self.LLM_MODELS]
        return [*names, self.GEMINI_MODEL] if self.gemini_key else names

    @model_validator(mode="after")
    def _models_are_told_apart(self) -> Self:
        names = self.model_names
        if len(set(names)) < len(names):
            raise ValueError("LLM_MODELS의 이름은 서로, 그리고 다른 모델과 달라야 합니다.")
        fallbacks = {self.LLM_FALLBACK_MODEL, *(entry.fallback for entry in self.LLM_MODELS)}
        if unknown := sorted(fallbacks - {None, *names}, key=str):
            raise ValueError(
                f"대신할 모델 {', '.join(map(str, unknown))}이(가) 설정되지 않았습니다."
            )
        return self


class ImageSettings(Group):
    """Stable Diffusion WebUI (AUTOMATIC1111)."""

    IMAGE_SERVER_URL: WebAddress | None = None
    IMAGE_SERVER_AUTH: SecretStr | None = None
    IMAGE_TIMEOUT: Seconds = 120
    IMAGE_MAX_PARALLEL_TASKS: Count = 1
    IMAGE_WIDTH: Annotated[int, Field(ge=256, le=2048, multiple_of=8)] = 768
    IMAGE_HEIGHT: Annotated[int, Field(ge=256, le=2048, multiple_of=8)] = 768
    IMAGE_STEPS: Annotated[int, Field(ge=1, le=150)] = 25
    IMAGE_STORAGE_PATH: ProjectPath = Path("generated_images")


class SearchSettings(Group):
    """Search engines and feeds. A feed address may hold ``{query}``."""

    GOOGLE_API_KEY: SecretStr | None = None
    GOOGLE_CSE_ID: str | None = None
    GOOGLE_SEARCH_URL: WebAddress = "https://customsearch.googleapis.com/customsearch/v1"
    RSS_FEEDS: str = ""
    NAVER_CLIENT_ID: str | None = None
    NAVER_CLIENT_SECRET: SecretStr | None = None
    NAVER_SEARCH_URL: WebAddress = "https://openapi.naver.com/v1/search"
    SEARCH_TIMEOUT: Seconds = 10
    SEARCH_MAX_PAGES: Count = 8

    @model_validator(mode="after")
    def _google_pair(self) -> Self:
        if self.GOOGLE_CSE_ID and not self.GOOGLE_API_KEY:
            raise ValueError("GOOGLE_CSE_ID를 쓰려면 GOOGLE_API_KEY도 설정해야 합니다.")
        return self

    @model_validator(mode="after")
    def _naver_pair(self) -> Self:
        if (self.NAVER_CLIENT_ID is None) != (self.NAVER_CLIENT_SECRET is None):
            raise ValueError("NAVER_CLIENT_ID와 NAVER_CLIENT_SECRET은 함께 설정해야 합니다.")
        return self


class TranslationSettings(Group):
    """Papago's own pair. Nothing reads it yet."""

    PAPAGO_CLIENT_ID: str | None = None
    PAPAGO_CLIENT_SECRET: SecretStr | None = None
