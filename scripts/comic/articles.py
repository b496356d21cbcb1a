"""``--article``: a file or an address, as the API takes it."""

import re
from pathlib import Path

from trafilatura import bare_extraction

from app.domain.search import ARTICLE_TEXT_MAX, ARTICLE_TITLE_MAX

ENCODINGS = ("utf-8-sig", "cp949")
ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://", re.IGNORECASE)


class ArticleUnusable(Exception):
    """The message is one sentence for the user."""


def read_article(given: str) -> dict[str, str]:
    """``{"url"}`` for an address, ``{"title", "text"}`` for a text, Markdown or HTML file."""
    if address := ADDRESS.match(given):
        if address["scheme"].lower() not in ("http", "https"):
            raise ArticleUnusable(
                f"기사는 http(s) 주소나 파일이어야 합니다: {given} (http(s) or a file)."
            )
        return {"url": given}
    path = Path(given)
    text = _decode(path)
    if path.suffix.lower() in (".html", ".htm"):
        return _from_html(path, text)
    return _article(path, _first_line(text), text)


def _decode(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise ArticleUnusable(f"기사 파일을 읽을 수 없습니다: {path} ({exc.strerror}).") from exc
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ArticleUnusable(f"글자로 읽을 수 없는 파일입니다: {path} (not a text file).")


def _from_html(path: Path, html: str) -> dict[str, str]:
    page = bare_extraction(html, with_metadata=True)
    if page is None or isinstance(page, dict) or not page.text:
        raise ArticleUnusable(f"HTML 파일에서 본문을 찾지 못했습니다: {path} (no main text).")
    return _article(path, page.title or "", page.text)


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0].lstrip("# ").strip()


def _article(path: Path, title: str, text: str) -> dict[str, str]:
    text = text.strip()
    if not text:
        raise ArticleUnusable(f"빈 파일입니다: {path} (empty file).")
    if len(text) > ARTICLE_TEXT_MAX:
        raise ArticleUnusable(
            f"기사가 너무 깁니다: {path} ({len(text):,}자). "
            f"{ARTICLE_TEXT_MAX:,}자까지 쓸 수 있습니다 (too long)."
        )
    return {"title": (title or path.stem)[:ARTICLE_TITLE_MAX], "text": text}
