"""N01: checks the request and opens the run."""

import unicodedata
from dataclasses import dataclass

from app.domain.comic import PANELS_MAX, QUERY_MAX, QUERY_MIN
from app.domain.errors import NodeFailed
from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N01InitializeNode:
    """No calls. ``notice`` is a warning that every comic of this process begins with."""

    notice: str | None = None

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """The query in one normal form; the stage set."""
        query = " ".join(unicodedata.normalize("NFC", state["query"].original_query).split())
        if not QUERY_MIN <= len(query) <= QUERY_MAX:
            raise NodeFailed(f"질의는 {QUERY_MIN}자 이상 {QUERY_MAX}자 이하여야 합니다.")
        if not 1 <= state["config"].panels <= PANELS_MAX:
            raise NodeFailed(f"컷 수는 1 이상 {PANELS_MAX} 이하여야 합니다.")
        return {
            "meta": state["meta"].model_copy(update={"current_stage": "STARTED"}),
            "query": state["query"].model_copy(update={"original_query": query}),
            "warnings": [self.notice] if self.notice else [],
        }
