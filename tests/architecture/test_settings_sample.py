"""`.env.sample` and the settings' fields name the same variables, with the same defaults."""

import re

from app.config.group import PROJECT_ROOT
from app.config.settings import Settings

LINE = re.compile(r"^(# )?([A-Z][A-Z0-9_]+)=(.*)$", re.MULTILINE)

# Setting one of these switches a part away from its embedded default or the sandbox.
SWITCHES = {
    "POSTGRES_HOST",
    "REDIS_HOST",
    "LLM_API_ENDPOINT",
    "IMAGE_SERVER_URL",
    "GOOGLE_API_KEY",
    "GOOGLE_CSE_ID",
    "RSS_FEEDS",
    "EXTERNAL_NOTIFICATION_API_URL",
    "SANDBOX_URL",
    "APP_HOST",
}


def sample() -> dict[str, tuple[bool, str]]:
    text = (PROJECT_ROOT / ".env.sample").read_text(encoding="utf-8")
    return {name: (bool(comment), value) for comment, name, value in LINE.findall(text)}


def test_every_variable_is_in_the_sample_and_nothing_else() -> None:
    assert set(sample()) == set(Settings.model_fields)


def test_the_documented_copy_keeps_the_embedded_default() -> None:
    assert all(commented for name, (commented, _) in sample().items() if name in SWITCHES)


def test_what_the_sample_sets_is_the_default() -> None:
    written = {name: value.strip('"') for name, (comment, value) in sample().items() if not comment}
    from_sample = Settings(_env_file=None, **written)
    default = Settings(_env_file=None)
    differing = [name for name in written if getattr(from_sample, name) != getattr(default, name)]
    assert differing == []
