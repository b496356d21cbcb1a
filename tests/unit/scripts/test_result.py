from pathlib import Path

from app.config.service_settings import StorageSettings
from scripts.comic.result import describe


def test_every_place_has_a_line_of_its_own(tmp_path: Path) -> None:
    strip = tmp_path / "c1" / "v1" / "strip.png"
    strip.parent.mkdir(parents=True)
    strip.touch()
    storage = StorageSettings(
        _env_file=None, IMAGE_STORAGE_PATH=tmp_path, REPORT_STORAGE_PATH=tmp_path
    )
    comic = {
        "comic_id": "c1",
        "title": "로봇",
        "strips": [{"image_url": "/api/v1/comics/c1/strip"}],
        "report_url": None,
        "panels": [{"number": 1}],
    }
    lines = describe(comic, "http://h:1", storage)
    for place in (strip, "http://h:1/api/v1/comics/c1/strip", "http://h:1/api/v1/comics/c1"):
        assert str(place) in lines
