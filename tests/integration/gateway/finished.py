"""A finished comic, as a worker leaves it."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from app.domain.comic import DialogueLine, DrawnPanel
from app.domain.search import Source
from app.repositories.comic_effects import FinishedComic, finished_comic_effects
from tests.gateway_server import RunningGateway

REPORT = "<!doctype html><html><body><script>alert(1)</script>보고서</body></html>"
RESULT = {
    "trace_id": "t",
    "comic_id": "c",
    "final_stage": "DONE",
    "report_len": 10,
    "saved_report_path": "reports/x",
    "ideas_cnt": 3,
    "scenarios_cnt": 1,
    "images_cnt": 2,
}


def panel(comic_id: str, number: int, url: str | None = None) -> DrawnPanel:
    """A drawn panel."""
    return DrawnPanel(
        number=number,
        image_key=f"images/{comic_id}/v1/panel-{number}-abc.png",
        image_url=url,
        raw_image_key=f"images/{comic_id}/v1/panel-{number}-raw-abc.png",
        width=768,
        height=768,
        dialogue=[DialogueLine(speaker="기자", text="안녕하세요")],
        alt_text="기자가 인사한다",
        source_ids=["S1"],
        prompt_used="a reporter waving in a newsroom",
        negative_prompt="",
        seed=7,
    )


def source() -> Source:
    """A source with a text that stays out of the answers."""
    return Source(
        id="S1",
        url="https://news.example.com/a",
        title="기사",
        text="본문 전체",
        retrieved_at=datetime.now(UTC),
        sha256="0" * 64,
        engine="article",
    )


async def finish(gateway: RunningGateway, comic_id: str, *, stored_at: str | None = None) -> None:
    """Write the files, then the finish."""
    panels = [panel(comic_id, number, _stored(stored_at, f"p{number}")) for number in (1, 2)]
    strip_key = f"images/{comic_id}/v1/strip-abc.png"
    report_key = f"reports/{comic_id}/v1/report.html"
    for key in [strip_key, *(panel.image_key for panel in panels)]:
        _write(gateway.settings.IMAGE_STORAGE_PATH, key, f"PNG {key}".encode())
    _write(gateway.settings.REPORT_STORAGE_PATH, report_key, REPORT.encode())
    comic = FinishedComic(
        comic_id=UUID(comic_id),
        version=1,
        title="우주로 가는 길",
        report_key=report_key,
        report_url=_stored(stored_at, "report"),
        strip_key=strip_key,
        strip_url=_stored(stored_at, "strip"),
        sources=[source()],
        warnings=["번역을 건너뛰었습니다."],
        panels=panels,
    )
    run = await gateway.start(comic_id)
    await gateway.worker.finish(run, result=RESULT, effects=finished_comic_effects(comic))


def _stored(base: str | None, name: str) -> str | None:
    return f"{base}/{name}" if base else None


def _write(root: Path, key: str, content: bytes) -> None:
    path = root / key.partition("/")[2]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
