"""Settings, under the names that the documents give them.

Every group reads the process environment, then ``.env`` in the project's root. An empty variable
means "not configured". ``Settings`` is all groups at once; a service asks for its own group only.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Json,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]


def _from_root(path: Path) -> Path:
    return path if path.is_absolute() else PROJECT_ROOT / path


def _web_address(text: str) -> str:
    if not re.match(r"https?://[^/\s]", text):
        raise ValueError("http:// 또는 https://로 시작하는 주소여야 합니다")
    return text


ProjectPath = Annotated[Path, AfterValidator(_from_root)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Seconds = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
Days = Annotated[float, Field(gt=0)]


class ConfigurationError(Exception):
    """The settings can't be used; the message is one Korean sentence per fault."""


class Group(BaseSettings):
    """Base of every group."""

    model_config = SettingsConfigDict(
        env_file=PROJECT_ROOT / ".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        case_sensitive=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )


class AppSettings(Group):
    """The gateway and what all processes share."""

    APP_NAME: str = "NewSum AI Service"
    APP_VERSION: str = "0.1.0"
    APP_HOST: str = "127.0.0.1"
    APP_PORT: Annotated[int, Field(ge=0, le=65535)] = 8000
    PUBLIC_BASE_URL: WebAddress | None = None
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    LOG_PATH: ProjectPath = Path("logs")
    NEWSUM_HOME: ProjectPath = Path(".newsum")
    API_KEYS: SecretStr | None = None
    OPS_API_KEYS: SecretStr | None = None
    MAX_BODY_BYTES: Count = 1_048_576
    REQUEST_TIMEOUT: Seconds = 30
    SSE_MAX_STREAMS: Count = 10_000
    SSE_MAX_STREAMS_PER_KEY: Count = 1_000

    @model_validator(mode="after")
    def _operators_with_keys(self) -> Self:
        if self.OPS_API_KEYS and not self.API_KEYS:
            raise ValueError("OPS_API_KEYS는 API_KEYS와 함께 설정해야 합니다.")
        return self


class PostgresSettings(Group):
    """The truth. Without POSTGRES_HOST the embedded server is used."""

    POSTGRES_HOST: str | None = None
    POSTGRES_PORT: int = 5432
    POSTGRES_USER: str = "newsum_user"
    POSTGRES_PASSWORD: SecretStr | None = None
    POSTGRES_DB: str = "newsum"
    POSTGRES_MIN_CONNECTIONS: Annotated[int, Field(ge=0)] = 2
    POSTGRES_MAX_CONNECTIONS: Count = 10

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.POSTGRES_MIN_CONNECTIONS > self.POSTGRES_MAX_CONNECTIONS:
            raise ValueError(
                "POSTGRES_MIN_CONNECTIONS는 POSTGRES_MAX_CONNECTIONS보다 클 수 없습니다."
            )
        return self


class RedisSettings(Group):
    """The wake-ups. Without REDIS_HOST the embedded server is used."""

    REDIS_HOST: str | None = None
    REDIS_PORT: int = 6379
    REDIS_DB: Annotated[int, Field(ge=0)] = 0
    REDIS_PASSWORD: SecretStr | None = None


class EngineSettings(Group):
    """The task engine (docs/architecture.md)."""

    TASK_LEASE_SECONDS: Seconds = 10
    TASK_POLL_SECONDS: Seconds = 1
    TASK_WATCHDOG_SECONDS: Seconds = 5
    TASK_DRAIN_SECONDS: Seconds = 20
    TASK_MAX_QUEUE_DEPTH: Count = 100_000
    TASK_MAX_OWNER_DEPTH: Count = 10_000
    TASK_RETENTION_DAYS: Days = 30
    EVENT_RETENTION_DAYS: Days = 7
    TOKEN_RETENTION_SECONDS: Seconds = 600
    CHECKPOINT_RETENTION_DAYS: Days = 3
    IDEMPOTENCY_RETENTION_HOURS: Seconds = 24
    FILE_RETENTION_DAYS: Days = 30
    COMIC_DEADLINE: Seconds = 1800
    LLM_DEADLINE: Seconds = 300
    CHAT_DEADLINE: Seconds = 120
    SCENARIO_DEADLINE: Seconds = 300

    @model_validator(mode="after")
    def _nothing_outlives_its_task(self) -> Self:
        ages = (self.EVENT_RETENTION_DAYS, self.CHECKPOINT_RETENTION_DAYS, self.FILE_RETENTION_DAYS)
        if max(ages) > self.TASK_RETENTION_DAYS:
            raise ValueError("TASK_RETENTION_DAYS는 다른 보관 기간보다 짧을 수 없습니다.")
        return self

    @model_validator(mode="after")
    def _poll_within_lease(self) -> Self:
        if self.TASK_POLL_SECONDS * 3 > self.TASK_LEASE_SECONDS:
            raise ValueError("TASK_LEASE_SECONDS는 TASK_POLL_SECONDS의 세 배 이상이어야 합니다.")
        return self


class WorkerSettings(Group):
    """Worker processes."""

    LLM_WORKER_TIMEOUT: Seconds = 60
    LLM_WORKER_MAX_EMPTY_CYCLES: Count = 5
    LLM_WORKER_STATS_INTERVAL: Count = 50
    WORKER_CONCURRENCY: Count = 20
    ASYNC_ENABLED: bool = True
    ASYNC_WORKER_COUNT: Count = 1
    ASYNC_TIMEOUT: Seconds = 300


class ModelEntry(BaseModel):
    """A further OpenAI-compatible model in LLM_MODELS; ``model`` is what its server calls it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    endpoint: WebAddress
    model: str | None = None
    api_key: SecretStr | None = None
    concurrency: Count | None = None
    fallback: str | None = None


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
    LLM_MAX_CONCURRENCY: Count = 16
    LLM_MODELS: Annotated[Json[tuple[ModelEntry, ...]], Field(validate_default=False)] = ()
    LLM_FALLBACK_MODEL: str | None = None
    DEFAULT_LLM_MODEL: str = "llama3"
    DEFAULT_MAX_TOKENS: Count = 512
    GOOGLE_API_KEY: SecretStr | None = None
    GEMINI_API_KEY: SecretStr | None = None
    GEMINI_API_ENDPOINT: WebAddress = "https://generativelanguage.googleapis.com"
    GEMINI_MODEL: str = "gemini-2.5-flash"
    GEMINI_THINKING_BUDGET: Annotated[int, Field(ge=-1)] = 0
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


class ScriptSettings(Group):
    """Scripts. The two limits hold for all scripts of a worker process together."""

    SCRIPT_DEADLINE: Seconds = 900
    SCRIPT_MAX_DOWNLOADS: Count = 5
    SCRIPT_MAX_LLM_CALLS: Count = 3
    SCRIPT_IMAGE_TIMEOUT: Seconds = 10
    SCRIPT_VISION_MODEL: str | None = None
    SCRIPT_IMAGES_PER_ARTICLE: Annotated[int, Field(ge=0, le=20)] = 5


class TranslationSettings(Group):
    """Papago's own pair. Nothing reads it yet."""

    PAPAGO_CLIENT_ID: str | None = None
    PAPAGO_CLIENT_SECRET: SecretStr | None = None


class StorageSettings(Group):
    """Where finished files live: local directories. Nothing reads the S3 settings yet."""

    REPORT_STORAGE_PATH: ProjectPath = Path("results/reports")
    IMAGE_STORAGE_PATH: ProjectPath = Path("generated_images")
    S3_BUCKET_NAME: str | None = None
    AWS_REGION: str = "ap-northeast-2"
    AWS_ACCESS_KEY_ID: SecretStr | None = None
    AWS_SECRET_ACCESS_KEY: SecretStr | None = None


class NotifySettings(Group):
    """The backend's addresses, and the secret that signs webhooks (standardwebhooks)."""

    EXTERNAL_NOTIFICATION_API_URL: WebAddress | None = None
    BACKEND_RECEIVE_API_URL: WebAddress | None = None
    WEBHOOK_SIGNING_SECRET: SecretStr | None = None
    WEBHOOK_TIMEOUT: Seconds = 30


class ChatSettings(Group):
    """Chat. The model's window (CONTEXT) holds what it reads and what it writes (ANSWER)."""

    CHAT_CONTEXT_TOKENS: Count = 8192
    CHAT_ANSWER_TOKENS: Count = 2048
    CHAT_TOKEN_THRESHOLD: Count = 500
    CHAT_RECENT_HISTORY_LIMIT: Count = 10
    CHAT_MAX_MESSAGE_LENGTH: Count = 2000


class ScenarioSettings(Group):
    """Story editing. Patterns are regular expressions between spaces, words stand between commas.

    A secret is looked for in what callers send, a word also in what the model writes.
    """

    SCENARIO_REQUEST_MAX_LENGTH: Count = 1_000
    SCENARIO_STORY_MAX_BYTES: Count = 5_242_880
    SCENARIO_BATCH_MAX: Count = 50
    SCENARIO_BATCH_PARALLEL: Count = 3
    SCENARIO_MAX_TOKENS: Count = 16_384
    SCENARIO_SECRET_PATTERNS: str = (
        r"sk-[A-Za-z0-9_-]{20} AIza[A-Za-z0-9_-]{35} AKIA[A-Z0-9]{16} gh[pousr]_[A-Za-z0-9]{36} "
        r"xox[abprs]-[A-Za-z0-9-]{10} (?<![\w-])eyJ[\w-]{10,400}\.eyJ "
        r"-----BEGIN[\sA-Z]{1,40}KEY----- "
        r"(?i:password|passwd|비밀번호|api[_-]?key|secret)[\"']?\s{0,9}[:=]\s{0,9}[^\s,}]{6} "
        r"(?<!\d)\d{6}-[1-4]\d{6}(?!\d) (?<!\d)(?:\d{4}[-\s]){3}\d{4}(?!\d)"
    )
    SCENARIO_BLOCKED_WORDS: str = (
        "자살,자해,살인,살해,학살,강간,성폭행,성추행,성관계,섹스,포르노,음란,야동,마약,도박"
    )

    @model_validator(mode="after")
    def _patterns_can_be_read(self) -> Self:
        for pattern in self.SCENARIO_SECRET_PATTERNS.split():
            try:
                re.compile(pattern)
            except re.error as exc:
                raise ValueError(
                    f"SCENARIO_SECRET_PATTERNS의 '{pattern}'은(는) 정규식이 아닙니다 ({exc})."
                ) from exc
        return self


class RecommendationSettings(Group):
    """Outfit recommendations: how long a page, a picture and a message may take."""

    RECOMMENDATION_TIMEOUT: Seconds = 25
    RECOMMENDATION_IMAGE_TIMEOUT: Seconds = 5
    RECOMMENDATION_MESSAGE_TIMEOUT: Seconds = 10
    RECOMMENDATION_MAX_PARALLEL: Count = 10
    RECOMMENDATION_CACHE_HOURS: Seconds = 24
    RECOMMENDATION_DEADLINE: Seconds = 120


class SpamSettings(Group):
    """What one user may send within the window; 0 counts nothing."""

    SPAM_WINDOW_SECONDS: Seconds = 10
    SPAM_MAX_MESSAGES: Annotated[int, Field(ge=0)] = 60
    SPAM_MAX_REPEATS: Annotated[int, Field(ge=0)] = 20


class TracingSettings(Group):
    """LangSmith, whose client reads the process environment only: ``.env`` does not reach it."""

    LANGCHAIN_TRACING_V2: bool = False
    LANGCHAIN_API_KEY: SecretStr | None = None
    LANGCHAIN_PROJECT: str = "NewSum-Project"

    @model_validator(mode="after")
    def _key_for_tracing(self) -> Self:
        if self.LANGCHAIN_TRACING_V2 and not self.LANGCHAIN_API_KEY:
            raise ValueError("LANGCHAIN_TRACING_V2를 켜려면 LANGCHAIN_API_KEY가 필요합니다.")
        return self


class SandboxSettings(Group):
    """The local stand-in server; exactly this origin may be fetched although it is private."""

    SANDBOX_URL: WebAddress | None = None
    SANDBOX_HOST: str = "127.0.0.1"
    SANDBOX_PORT: Annotated[int, Field(ge=0, le=65535)] = 8090


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
