"""Addresses and credentials of the WebUI's client."""

import pytest

from app.services.images.automatic1111 import api_root, basic_authorization


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:7860",
        "http://localhost:7860/",
        "http://localhost:7860/sdapi/v1",
        "http://localhost:7860/sdapi/v1/txt2img",
        "http://localhost:7860/sdapi/v1/txt2img/",
    ],
)
def test_the_setting_may_name_any_part_of_the_address(url: str) -> None:
    assert api_root(url) == "http://localhost:7860/sdapi/v1"


def test_a_path_before_the_api_is_kept() -> None:
    assert api_root("https://gpu/sd/sdapi/v1/txt2img") == "https://gpu/sd/sdapi/v1"


def test_credentials_are_optional_and_may_be_korean() -> None:
    assert basic_authorization(None) == {}
    assert basic_authorization("user:pass") == {"Authorization": "Basic dXNlcjpwYXNz"}
    assert basic_authorization("사용자:비밀번호")["Authorization"].startswith("Basic ")
