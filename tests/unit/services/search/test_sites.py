import pytest

from app.services.search.sites import canonical_url, on_sites, site_names, web_address


def test_sites_are_read_as_callers_write_them() -> None:
    sites = (
        "naver.com",
        " https://www.Hani.co.kr/arti/ ",
        "한글.한국",
        "x OR site:evil.com",
        "",
        "a",
    )
    assert site_names(sites) == ["naver.com", "hani.co.kr/arti", "한글.한국"]


@pytest.mark.parametrize(
    ("url", "lies"),
    [
        ("https://naver.com/", True),
        ("https://n.news.naver.com/x", True),
        ("https://notnaver.com/", False),
        ("https://naver.com.evil.example/", False),
        ("https://www.hani.co.kr/arti/1", True),
        ("https://www.hani.co.kr/artist/1", False),
        ("https://www.hani.co.kr/", False),
    ],
)
def test_on_sites(url: str, lies: bool) -> None:
    assert on_sites(url, ("naver.com", "hani.co.kr/arti")) is lies
    assert on_sites(url, ())


def test_only_web_addresses_are_links() -> None:
    assert web_address("/a", base="https://x.kr/feed") == "https://x.kr/a"
    assert web_address(" https://x.kr/a\n") == "https://x.kr/a"
    for link in ("javascript:alert(1)", "file:///etc/passwd", "http://[::1", "//", "mailto:a@b.kr"):
        assert web_address(link, base="https://x.kr/feed" if link == "http://[::1" else "") is None


@pytest.mark.parametrize(
    "same",
    [
        "https://www.news.example/a?b=1&c=2",
        "http://news.example/a/?c=2&b=1#part",
        "https://m.news.example/a?utm_source=x&b=1&fbclid=y&c=2",
    ],
)
def test_the_same_page_has_one_canonical_form(same: str) -> None:
    assert canonical_url(same) == canonical_url("https://news.example/a?b=1&c=2")


@pytest.mark.parametrize(
    "other",
    ["https://news.example/a?b=1&c=3", "https://news.example/A?b=1&c=2", "https://news.example/"],
)
def test_another_page_has_another(other: str) -> None:
    assert canonical_url(other) != canonical_url("https://news.example/a?b=1&c=2")
    assert canonical_url("http://[") == "http://["
