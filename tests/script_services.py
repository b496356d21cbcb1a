"""The environment in which scripts are written: a test's newsroom, the sandbox's models."""

from pathlib import Path
from urllib.parse import urlsplit

from app.embedded.endpoints import Endpoints


def web_of(newsroom: str) -> dict[str, str]:
    """Naver and all pages lie in the newsroom; no other engine is configured."""
    return {
        "SANDBOX_URL": newsroom,
        "NAVER_SEARCH_URL": f"{newsroom}/v1/search",
        "NAVER_CLIENT_ID": "id",
        "NAVER_CLIENT_SECRET": "secret",
        "GOOGLE_CSE_ID": "",
        "GOOGLE_API_KEY": "",
        "GEMINI_API_KEY": "",
        "RSS_FEEDS": "",
    }


def script_environment(
    endpoints: Endpoints, sandbox: str, newsroom: str, files: Path
) -> dict[str, str]:
    """Everything that a process needs to write scripts."""
    postgres, redis = endpoints.postgres, urlsplit(endpoints.redis_url)
    return {
        **web_of(newsroom),
        "POSTGRES_HOST": postgres.host,
        "POSTGRES_PORT": str(postgres.port),
        "POSTGRES_USER": postgres.user,
        "POSTGRES_PASSWORD": postgres.password or "",
        "POSTGRES_DB": postgres.database,
        "REDIS_HOST": redis.hostname or "",
        "REDIS_PORT": str(redis.port),
        "LLM_API_ENDPOINT": f"{sandbox}/v1/chat/completions",
        "LLM_API_KEY": "sandbox",
        "LOG_PATH": str(files / "logs"),
        "NEWSUM_HOME": str(files / "home"),
        "IMAGE_STORAGE_PATH": str(files / "images"),
        "REPORT_STORAGE_PATH": str(files / "reports"),
    }
