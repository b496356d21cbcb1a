"""The script: runs its graph from the committed head, then hands everything to the finish."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from app.domain import comic, script, script_draft, script_news
from app.domain.links import ScriptLinks
from app.domain.script import ScriptPayload
from app.domain.script_news import NewsImage
from app.repositories.scripts import finished_script_effects
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.steps import RunStepLedger
from app.workflows.checkpoint import CheckpointPool, FencedSaver
from app.workflows.script_result import script_result
from app.workflows.script_state import ScriptState
from app.workflows.script_workflow import ScriptServices, build_script_workflow
from workers.handlers.graph_run import Progress, run_from_head, serializer_for

SERIALIZER = serializer_for(comic, script, script_news, script_draft)


@dataclass(frozen=True)
class ScriptHandler:
    """One per process; each run gets a graph, a ledger and a saver of its own."""

    services: ScriptServices
    checkpoints: CheckpointPool
    links: ScriptLinks

    async def __call__(self, run: Run, payload: ScriptPayload) -> Outcome:
        """Write the script, or go on with it."""
        saver = FencedSaver(self.checkpoints, run, SERIALIZER)
        graph = build_script_workflow(
            self.services, RunStepLedger(run), Progress(run, saver), saver
        )
        initial = ScriptState(request=payload.request, warnings=[])
        state = cast(ScriptState, await run_from_head(graph, str(run.id), initial))
        result = script_result(state, lambda image: self._url(run.id, image))
        return Outcome(
            result=result.model_dump(mode="json"),
            effects=finished_script_effects(run.id, _pictures(state)),
        )

    def _url(self, task_id: UUID, image: NewsImage) -> str:
        return image.stored_url or self.links.image(task_id, image.sha256)


def _pictures(state: ScriptState) -> list[str]:
    return [image.sha256 for article in state["news"].articles for image in article.images]
