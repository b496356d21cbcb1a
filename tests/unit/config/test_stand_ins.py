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


def test_each_of_several_engines_and_models_counts() -> None:
    naver = settings(
        NAVER_SEARCH_URL=f"{SANDBOX}/v1/search", NAVER_CLIENT_ID="id", NAVER_CLIENT_SECRET="s"
    )
    assert sandboxed_parts(naver) == ("검색",)
    gemini = settings(GEMINI_API_ENDPOINT=SANDBOX, GEMINI_API_KEY="key")
    assert sandboxed_parts(gemini) == ("언어 모델",)
    assert sandboxed_parts(settings(GEMINI_API_ENDPOINT=SANDBOX)) == ()


def test_a_notice_names_only_what_was_used() -> None:
    both = settings(
        LLM_API_ENDPOINT=f"{SANDBOX}/v1/chat/completions",
        IMAGE_SERVER_URL=f"{SANDBOX}/sdapi/v1/txt2img",
    )
    assert "그림" in (sandbox_notice(both) or "")
    assert "그림" not in (sandbox_notice(both, ("언어 모델", "검색")) or "")
    assert sandbox_notice(both, ("검색",)) is None
