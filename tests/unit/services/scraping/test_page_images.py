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
        '<img src="javascript:alert(1)">',
        '<img src="http://[">',
        "<img>",
    ],
)
def test_what_tells_nothing_is_left_out(useless: str) -> None:
    assert urls(useless + '<img src="/good.jpg">') == ["https://news.example/good.jpg"]


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
