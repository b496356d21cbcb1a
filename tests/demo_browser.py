"""Looks at the demo in Chromium, with the demo's own Python: edits a story, sends a batch, sees the
load, and leaves pictures.

    python tests/demo_browser.py http://127.0.0.1:8501 /a/folder/for/pictures
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

SECONDS = 60_000


def look(page: Page, address: str, pictures: Path) -> None:
    """Fails when something that must appear does not."""
    page.goto(address)
    expect(page.get_by_role("heading", name="이야기 편집 데모")).to_be_visible(timeout=SECONDS)
    page.get_by_role("button", name="고치기").click()
    paper = page.locator("[data-testid=stCode]")
    expect(paper).to_contain_text("turn_number", timeout=SECONDS)
    begun = len(paper.inner_text())
    expect(page.get_by_text("다 썼습니다")).to_have_count(0)
    page.wait_for_function(
        "length => document.querySelector('[data-testid=stCode]').innerText.length > length",
        arg=begun,
        timeout=SECONDS,
    )
    expect(page.get_by_text("다 썼습니다")).to_be_visible(timeout=SECONDS)
    expect(page.locator("[data-testid=stVegaLiteChart] canvas, svg.marks").first).to_be_visible(
        timeout=SECONDS
    )
    page.screenshot(path=pictures / "editing.png", full_page=True)
    page.get_by_role("tab", name="묶음").click()
    page.get_by_role("button", name="묶음 보내기").click()
    expect(page.get_by_text("6개 중 6개")).to_be_visible(timeout=SECONDS)
    page.screenshot(path=pictures / "batch.png", full_page=True)
    page.get_by_role("tab", name="성능").click()
    expect(page.get_by_text("끝난 작업").first).to_be_visible(timeout=SECONDS)
    page.wait_for_timeout(5_000)  # two more looks, so that there is a line
    page.screenshot(path=pictures / "load.png", full_page=True)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def main() -> None:
    """With the system's Chromium."""
    address, pictures = sys.argv[1], Path(sys.argv[2])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        try:
            page = browser.new_page(locale="ko-KR", viewport={"width": 1400, "height": 1000})
            look(page, address, pictures)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
