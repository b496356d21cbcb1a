"""The installation that a script talks to."""

from app.config.settings import Settings
from app.embedded.registry import Registry


def gateway_url(settings: Settings) -> str:
    """Of the services that run, else where they would."""
    running = Registry(settings.NEWSUM_HOME / "run", "services").running()
    if running is not None:
        return str(running.endpoint["gateway_url"])
    return f"http://127.0.0.1:{settings.APP_PORT}"


def api_key(settings: Settings) -> str | None:
    """The first one, when there are any."""
    if settings.API_KEYS is None:
        return None
    return settings.API_KEYS.get_secret_value().split(",")[0].strip()
