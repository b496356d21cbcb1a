from pathlib import Path

import pytest

from app.domain.search import ARTICLE_TEXT_MAX
from scripts.comic.articles import ArticleUnusable, read_article

PAGE = """<html><head><title>달 탐사선 발사</title></head><body>
<nav>메뉴 로그인 구독</nav>
<article><h1>달 탐사선 발사</h1>
<p>항공우주연구원은 3일 달 탐사선을 발사했다고 밝혔다. 탐사선은 넉 달 뒤 달 궤도에 들어간다.</p>
<p>연구진은 탐사선에 실린 카메라로 달의 남극을 촬영할 계획이라고 설명했다.</p></article>
</body></html>"""


def test_an_address_is_left_to_the_service() -> None:
    assert read_article("https://example.com/a") == {"url": "https://example.com/a"}


def test_the_first_line_of_a_text_is_its_title(tmp_path: Path) -> None:
    file = tmp_path / "기사.md"
    file.write_text("\n# 달 탐사선 발사\n\n본문이다.\n", encoding="utf-8")
    assert read_article(str(file)) == {
        "title": "달 탐사선 발사",
        "text": "# 달 탐사선 발사\n\n본문이다.",
    }


def test_old_korean_files_are_read(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("제목\n본문이다.".encode("cp949"))
    assert read_article(str(file))["title"] == "제목"


def test_the_main_text_of_a_page_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    article = read_article(str(file))
    assert article["title"] == "달 탐사선 발사"
    assert "달의 남극을 촬영" in article["text"]
    assert "로그인" not in article["text"]


@pytest.mark.parametrize("given", ["ftp://example.com/a", "FILE:///etc/hosts"])
def test_only_web_addresses_are_taken(given: str) -> None:
    with pytest.raises(ArticleUnusable, match=r"http\(s\) 주소나 파일"):
        read_article(given)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.txt", None, "읽을 수 없습니다"),
        ("empty.txt", b" \n", "빈 파일"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\xff\xfe\x00", "글자로 읽을 수 없는"),
        ("long.txt", b"a" * (ARTICLE_TEXT_MAX + 1), "너무 깁니다"),
        ("bare.html", b"<html></html>", "본문을 찾지 못했습니다"),
    ],
)
def test_an_unusable_file_is_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleUnusable, match=sentence):
        read_article(str(tmp_path / name))
