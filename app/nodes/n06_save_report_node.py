"""N06: the report as an HTML page in the store."""

from dataclasses import dataclass

from app.nodes.report_page import render_report
from app.nodes.section import required
from app.services.storage.protocol import ObjectStore
from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N06SaveReportNode:
    """No model calls. ``notice`` stands above the report."""

    store: ObjectStore
    notice: str | None = None

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills saved_report_key and saved_report_url."""
        meta = state["meta"]
        page = render_report(
            required(state["report"].report, "보고서"),
            state["search"].sources,
            state["query"].original_query,
            state["config"].language,
            self.notice,
        )
        stored = await self.store.put(
            f"reports/{meta.comic_id}/v{meta.version}/report.html",
            page.encode(),
            "text/html; charset=utf-8",
        )
        saved = {"saved_report_key": stored.key, "saved_report_url": stored.url}
        return {"report": state["report"].model_copy(update=saved)}
