"""Which parts the sandbox stands in for, so that no result passes for a real one."""

from collections.abc import Collection

from app.config.settings import Settings

LANGUAGE_MODEL = "언어 모델"
PICTURES = "그림"
SEARCH = "검색"


def sandboxed_parts(settings: Settings) -> tuple[str, ...]:
    """Their Korean names; empty when everything is real."""
    if settings.SANDBOX_URL is None:
        return ()
    origin = f"{settings.SANDBOX_URL.rstrip('/')}/"
    return tuple(
        part
        for part, addresses in _addresses(settings).items()
        if any(f"{address}/".startswith(origin) for address in addresses)
    )


def sandbox_notice(
    settings: Settings, used: Collection[str] = (LANGUAGE_MODEL, PICTURES, SEARCH)
) -> str | None:
    """One sentence for results that ``used`` parts made; None when all of these are real."""
    parts = [part for part in sandboxed_parts(settings) if part in used]
    if not parts:
        return None
    invented = " 샌드박스가 찾아 준 자료는 지어낸 글입니다." if SEARCH in parts else ""
    return f"샌드박스가 모델 없이 대신한 부분: {', '.join(parts)}.{invented}"


def _addresses(settings: Settings) -> dict[str, list[str | None]]:
    """Where each part is asked; an engine without its keys is not."""
    return {
        LANGUAGE_MODEL: [
            settings.LLM_API_ENDPOINT,
            settings.GEMINI_API_ENDPOINT if settings.gemini_key else None,
        ],
        PICTURES: [settings.IMAGE_SERVER_URL],
        SEARCH: [
            settings.NAVER_SEARCH_URL if settings.NAVER_CLIENT_ID else None,
            settings.GOOGLE_SEARCH_URL if settings.GOOGLE_CSE_ID else None,
            *settings.RSS_FEEDS.split(","),
        ],
    }
