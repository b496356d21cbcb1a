"""Where the finished comic is."""

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from app.config.settings import StorageSettings


def describe(comic: dict[str, Any], base_url: str, storage: StorageSettings) -> list[str]:
    """The lines that end a successful run: files when they are on this disk, and addresses."""
    comic_id = comic["comic_id"]
    page = f"{base_url}/api/v1/comics/{comic_id}"
    lines = [f"만화가 완성되었습니다: {comic['title']}"]
    strip = _newest(storage.IMAGE_STORAGE_PATH / comic_id, "*/strip*.png")
    report = _newest(storage.REPORT_STORAGE_PATH / comic_id, "*/report*.html")
    strips = comic["strips"]
    lines += _place("만화 (strip)", strip, strips[0]["image_url"] if strips else None, base_url)
    lines += _place("보고서 (report)", report, comic["report_url"], base_url)
    lines += [f"  {'컷 (panels)':<16}{page}/panels/1 … {len(comic['panels'])}"]
    lines += [f"  {'전체 (JSON)':<16}{page}"]
    return lines


def _newest(directory: Path, pattern: str) -> Path | None:
    return max(directory.glob(pattern), key=lambda path: path.stat().st_mtime, default=None)


def _place(title: str, file: Path | None, url: str | None, base_url: str) -> list[str]:
    places = [str(file)] if file else []
    places += [urljoin(base_url, url)] if url else []
    return [f"  {title if n == 0 else '':<16}{place}" for n, place in enumerate(places)]
