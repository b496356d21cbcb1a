"""Which parts the sandbox stands in for, so that no result passes for a real one."""

from app.config.settings import Settings

LANGUAGE_MODEL = "언어 모델"


def sandboxed_parts(settings: Settings) -> tuple[str, ...]:
    """Their Korean names; empty when everything is real."""
    if settings.SANDBOX_URL is None:
        return ()
    origin = f"{settings.SANDBOX_URL.rstrip('/')}/"
    parts = {
        LANGUAGE_MODEL: settings.LLM_API_ENDPOINT,
        "그림": settings.IMAGE_SERVER_URL,
        "검색": settings.GOOGLE_SEARCH_URL if settings.GOOGLE_CSE_ID else settings.RSS_FEEDS,
    }
    return tuple(name for name, address in parts.items() if (address or "").startswith(origin))


def sandbox_notice(settings: Settings) -> str | None:
    """One sentence for results; None when everything is real."""
    parts = sandboxed_parts(settings)
    if not parts:
        return None
    invented = " 샌드박스가 찾아 준 자료는 지어낸 글입니다." if "검색" in parts else ""
    return f"샌드박스가 모델 없이 대신한 부분: {', '.join(parts)}.{invented}"
