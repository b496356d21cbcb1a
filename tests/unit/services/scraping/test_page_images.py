import pytest

from app.services.scraping.page_images import MOST_IMAGES, page_images

BASE = "https://news.example/2026/story"


def urls(body: str) -> list[str]:
    return [image["url"] for image in page_images(f"<html><body>{body}</body></html>", BASE)]


def test_the_address_of_a_lazy_image_is_not_its_stand_in() -> None:
    shown = '<img src="data:image/gif;base64,R0" data-src="/photo/a.jpg"> <img src="b.png">'
    assert urls(shown) == [
        "https://news.example/photo/a.jpg",
        "https://news.example/2026/b.png",
    ]


@pytest.mark.parametrize(
    "useless",
    [
        '<img src="/img/logo.png">',
        '<img src="/ad/box.jpg">',
        '<img src="/a.svg">',
        '<img src="/a.gif">',
        '<img src="/a.jpg" width="149">',
        '<img src="/a.jpg" height="20px">',
        '<img class="reporter profile" src="/a.jpg">',
        '<div id="top-banner"><p><img src="/a.jpg"></p></div>',
        '<header><img src="/a.jpg"></header>',
        '<aside><img src="/a.jpg"></aside>',
        '<aside><article><img src="/a.jpg"></article></aside>',
        '<div class="ad_box"><a href="/"><picture><img src="/a.jpg"></picture></a></div>',
        f'<span class="ad"><img src="/a.jpg"></span>{"본문 " * 100}',
        '<div class="reporter-profile"><span>홍길동 기자</span><img src="/a.jpg"></div>',
        '<img src="javascript:alert(1)">',
        '<img src="http://[">',
        "<img>",
    ],
)
def test_what_tells_nothing_is_left_out(useless: str) -> None:
    assert urls(useless + '<img src="/good.jpg">') == ["https://news.example/good.jpg"]


TEXT = f"<p>{'도심 양봉으로 열매가 늘었다. ' * 20}</p>"
PHOTO = '<p><img src="/good.jpg"></p>'


@pytest.mark.parametrize(
    "article",
    [
        f'<div class="article-body no-ad">{PHOTO}</div>',
        f'<div class="content ad-free">{PHOTO}</div>',
        f'<div class="has-banner article">{PHOTO}</div>',
        f'<div class="view_con profile_on">{PHOTO}</div>',
        f'<div class="icon-list">{TEXT}{PHOTO}</div>',
        f'<div class="ad"><div><div><div>{PHOTO}</div></div></div></div>',
        f'<div id="banner"><article>{PHOTO}</article></div>',
        '<article><header><h1>제목</h1><img src="/good.jpg"></header></article>',
        f'<form id="aspnetForm"><main>{PHOTO}</main></form>',
    ],
)
def test_an_article_s_wrapper_is_no_furniture_whatever_its_name(article: str) -> None:
    assert urls(article) == ["https://news.example/good.jpg"]


def test_addresses_are_relative_to_the_page_s_base() -> None:
    page = '<html><head><base href="/cdn/"></head><body><img src="a.jpg"></body></html>'
    assert page_images(page, BASE)[0]["url"] == "https://news.example/cdn/a.jpg"
    strange = '<html><head><base href="http://[bad"></head><body><img src="/a.jpg"></body></html>'
    assert page_images(strange, BASE)[0]["url"] == "https://news.example/a.jpg"


@pytest.mark.parametrize(
    "image",
    [
        '<img srcset="/s.jpg 320w, /good.jpg 1280w, /m.jpg 640w" src="/s.jpg">',
        '<img srcset="/s.jpg, /good.jpg 2x">',
        '<img srcset="/s.jpg 300w,/good.jpg 900w">',
        '<img srcset="/s.jpg 1x,/good.jpg 2x,">',
        '<img data-srcset="/good.jpg 800w" src="data:image/gif;base64,R0">',
        '<picture><source type="image/avif" srcset="/a.avif 900w">'
        '<source srcset="/s.jpg 300w, /good.jpg 900w"><img alt="사진"></picture>',
        '<img srcset="data:image/gif;base64,R0 1w" src="/good.jpg">',
    ],
)
def test_the_largest_of_a_set_is_taken(image: str) -> None:
    assert urls(image) == ["https://news.example/good.jpg"]


def test_commas_inside_of_a_set_s_addresses_are_part_of_them() -> None:
    found = urls('<img srcset="/w_300,h_200/a.jpg 300w, /w_900,h_600/a.jpg 900w">')
    assert found == ["https://news.example/w_900,h_600/a.jpg"]


@pytest.mark.parametrize("path", ["/uploads/a.jpg", "/leading/shadow.jpg", "/catalogos/a.webp"])
def test_words_are_compared_whole(path: str) -> None:
    assert urls(f'<img src="{path}" width="150" height="100%">') == [f"https://news.example{path}"]


def test_the_caption_is_the_figure_s_or_the_alternative_text() -> None:
    body = (
        '<figure><img src="/a.jpg" alt="대신"><figcaption>  벌통 <b>수</b> </figcaption></figure>'
        '<img src="/b.jpg" alt=" 열매 ">'
    )
    found = page_images(f"<html><body>{body}</body></html>", BASE)
    assert [image["caption"] for image in found] == ["벌통 수", "열매"]


def test_each_once_and_not_too_many() -> None:
    assert urls('<img src="/a.jpg"><img src="/a.jpg">') == ["https://news.example/a.jpg"]
    assert len(urls("".join(f'<img src="/{n}.jpg">' for n in range(50)))) == MOST_IMAGES


@pytest.mark.parametrize("page", ["", "   ", "<!-- -->", "\x00<img src='/a.jpg'>", "<img" * 5000])
def test_strange_pages_do_no_harm(page: str) -> None:
    assert isinstance(page_images(page, BASE), list)
