"""Where the finished comic is."""

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from app.config.service_settings import StorageSettings


def describe(comic: dict[str, Any], base_url: str, storage: StorageSettings) -> list[str]:
    """The lines that end a successful run: files when they are on this disk, and addresses.

    Each place has a line of its own, so that a narrow terminal leaves it whole to be copied.
    """
    comic_id = comic["comic_id"]
    page = f"{base_url}/api/v1/comics/{comic_id}"
    strip = _newest(storage.IMAGE_STORAGE_PATH / comic_id, "*/strip*.png")
    report = _newest(storage.REPORT_STORAGE_PATH / comic_id, "*/report*.html")
    strip_urls = [urljoin(base_url, strip["image_url"]) for strip in comic["strips"]]
    report_urls = [urljoin(base_url, comic["report_url"])] if comic["report_url"] else []
    return [
        f"만화가 완성되었습니다: {comic['title']}",
        *_lines("만화 (strip)", [*strip, *strip_urls]),
        *_lines("보고서 (report)", [*report, *report_urls]),
        *_lines("컷 (panels)", [f"{page}/panels/{panel['number']}" for panel in comic["panels"]]),
        *_lines("전체 (JSON)", [page]),
    ]


def _newest(directory: Path, pattern: str) -> list[str]:
    found = sorted(directory.glob(pattern), key=lambda path: path.stat().st_mtime)
    return [str(path) for path in found[-1:]]


def _lines(title: str, places: list[str]) -> list[str]:
    return ["", f"{title}:", *places]
