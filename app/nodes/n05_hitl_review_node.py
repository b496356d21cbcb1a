"""N05 HITL: the place of the human review; without one the report passes as it is."""

from dataclasses import dataclass

from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N05HitlReviewNode:
    """No calls."""

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Records the approval that ``review: auto`` means."""
        return {"report": state["report"].model_copy(update={"hitl_status": "approved"})}
