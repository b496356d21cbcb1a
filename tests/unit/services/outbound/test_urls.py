import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UnsafeUrl
from app.services.outbound.urls import check_url, origin_of
from tests.unit.services.outbound.forbidden import urls


def test_more_than_two_hundred_forbidden_forms() -> None:
    assert len(set(urls(8080))) > 400


def accepted(url: str) -> bool:
    try:
        check_url(url)
    except UnsafeUrl:
        return False
    return True


def test_every_forbidden_form_is_refused() -> None:
    assert [url for url in urls(8080) if accepted(url)] == []


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("http://example.com", "http://example.com/"),
        ("HTTPS://Example.COM:443/a?b=c#d", "https://example.com/a?b=c"),
        ("http://example.com.:80/", "http://example.com/"),
        ("https://example.com:80/", "https://example.com:80/"),
        ("https://한글.한국/뉴스?검색=만화", None),
        ("https://ko.wikipedia.org/wiki/만화", None),
        ("https://example.com/a%20b?q=%EB%A7%8C", "https://example.com/a%20b?q=%EB%A7%8C"),
        ("https://my_blog.example.com/", "https://my_blog.example.com/"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("http://[2606:4700:0::1111]:80/x", "http://[2606:4700::1111]/x"),
        ("https://ｅｘａｍｐｌｅ。com/", "https://example.com/"),
        ("https://example.com?a=1", "https://example.com/?a=1"),
    ],
)
def test_public_urls_in_normal_form(url: str, normal: str | None) -> None:
    checked = check_url(url)
    assert checked.isascii()
    assert check_url(checked) == checked
    if normal:
        assert checked == normal


def test_hangul_domain_becomes_its_ascii_name() -> None:
    assert check_url("https://한글.한국/").startswith("https://xn--bj0bj06e.xn--3e0b707e/")


TRUSTED = frozenset({"http://127.0.0.1:8090"})


@pytest.mark.parametrize("url", ["http://127.0.0.1:8090/pages/a", "HTTP://127.0.0.1:8090"])
def test_trusted_origin_is_let_through(url: str) -> None:
    assert check_url(url, TRUSTED).startswith("http://127.0.0.1:8090/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8091/",
        "http://127.0.0.1/",
        "https://127.0.0.1:8090/",
        "http://localhost:8090/",
        "http://127.0.0.2:8090/",
        "http://x@127.0.0.1:8090/",
        "http://2130706433:8090/",
        "http://[::ffff:127.0.0.1]:8090/",
    ],
)
def test_nothing_else_is_trusted(url: str) -> None:
    with pytest.raises(UnsafeUrl):
        check_url(url, TRUSTED)


def test_origin_of_a_configured_address() -> None:
    assert origin_of("http://sandbox:8090/v1?x=1") == "http://sandbox:8090"
    assert origin_of("https://Sandbox.example:443") == "https://sandbox.example"


@given(st.text(max_size=80))
def test_any_text_is_either_refused_or_normal(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.com/{text}"):
        try:
            checked = check_url(url)
        except UnsafeUrl:
            continue
        assert check_url(checked) == checked
        assert checked.isascii()


def test_the_gateway_can_check_without_an_http_client() -> None:
    code = (
        "import sys, app.services.outbound.urls;"
        "sys.exit(any(m.split('.')[0] in ('httpx2', 'httpcore2', 'ssl') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
