from collections.abc import Iterator

import pytest

from app.config.settings import ConfigurationError, load_settings


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.mark.parametrize("value", ["localhost:8090", "ftp://a.example", "http://", "http:// a"])
def test_an_address_that_is_none_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("IMAGE_SERVER_URL", value)
    with pytest.raises(ConfigurationError) as raised:
        load_settings()
    assert str(raised.value) == (
        "IMAGE_SERVER_URL 값이 올바르지 않습니다: http:// 또는 https://로 시작하는 주소여야 합니다."
    )


def test_an_empty_address_is_not_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGE_SERVER_URL", "")
    assert load_settings().IMAGE_SERVER_URL is None
