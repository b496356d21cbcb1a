"""How the service itself runs: processes, servers, storage, notifications."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from app.config.group import Count, Days, Group, ProjectPath, Seconds, WebAddress


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
    WORKER_CONCURRENCY: Count = 100
    ASYNC_ENABLED: bool = True
    ASYNC_WORKER_COUNT: Count = 1
    ASYNC_TIMEOUT: Seconds = 300


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
