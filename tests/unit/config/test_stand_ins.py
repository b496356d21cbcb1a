"""Results say what the sandbox stood in for."""

from app.config.settings import Settings
from app.config.stand_ins import sandbox_notice, sandboxed_parts

SANDBOX = "http://127.0.0.1:8090"


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, SANDBOX_URL=SANDBOX, **values)


def test_everything_is_real_without_a_sandbox() -> None:
    real = Settings(_env_file=None, LLM_API_ENDPOINT="http://model:8088/v1/chat/completions")
    assert sandboxed_parts(real) == ()
    assert sandbox_notice(real) is None


def test_only_what_points_at_the_sandbox_is_named() -> None:
    mixed = settings(
        LLM_API_ENDPOINT="http://model:8088/v1/chat/completions",
        IMAGE_SERVER_URL=f"{SANDBOX}/sdapi/v1/txt2img",
        RSS_FEEDS=f"{SANDBOX}/rss/tech.xml",
    )
    assert sandboxed_parts(mixed) == ("그림", "검색")
    assert "지어낸" in (sandbox_notice(mixed) or "")


def test_another_server_with_a_longer_name_is_not_the_sandbox() -> None:
    other = settings(LLM_API_ENDPOINT="http://127.0.0.1:80901/v1/chat/completions")
    assert sandboxed_parts(other) == ()
