from app.config.settings import Settings
from scripts.services.fingerprints import changed, fingerprints


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


def test_the_same_settings_differ_in_nothing() -> None:
    before = fingerprints(settings(API_KEYS="secret"))
    assert changed(before, settings(API_KEYS="secret")) == []


def test_a_changed_value_and_a_changed_secret_are_named() -> None:
    before = fingerprints(settings(API_KEYS="secret"))
    assert changed(before, settings(API_KEYS="other", APP_PORT=8110)) == ["API_KEYS", "APP_PORT"]


def test_settings_of_a_newer_version_are_no_difference() -> None:
    before = fingerprints(settings())
    del before["APP_PORT"]
    assert changed(before, settings(APP_PORT=8110)) == []
