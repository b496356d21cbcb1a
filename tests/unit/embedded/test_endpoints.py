from typing import Any

from app.config.settings import Settings
from app.embedded.endpoints import PostgresEndpoint, resolve_endpoints


def configured(**more: Any) -> Settings:
    return Settings(_env_file=None, POSTGRES_HOST="db", REDIS_HOST="cache", **more)


def test_configured_servers_are_taken_as_they_are() -> None:
    endpoints = resolve_endpoints(
        configured(POSTGRES_PASSWORD="secret", POSTGRES_DB="news", REDIS_PORT=6380, REDIS_DB=3)
    )
    assert endpoints.postgres == PostgresEndpoint(
        host="db", port=5432, user="newsum_user", password="secret", database="news"
    )
    assert endpoints.redis_url == "redis://cache:6380/3"


def test_any_character_may_stand_in_a_redis_password() -> None:
    endpoints = resolve_endpoints(configured(REDIS_PASSWORD="p@ss:w/rd"))
    assert endpoints.redis_url == "redis://:p%40ss%3Aw%2Frd@cache:6379/0"


def test_passwords_are_not_shown() -> None:
    endpoints = resolve_endpoints(configured(POSTGRES_PASSWORD="secret", REDIS_PASSWORD="secret"))
    assert "secret" not in repr(endpoints)
