"""The comic: runs its graph from the committed head, then hands everything to the finish."""

from dataclasses import dataclass
from typing import cast

from app.config.service_settings import NotifySettings
from app.domain import comic, search
from app.domain.comic import ComicPayload
from app.domain.task import Json, Webhook
from app.repositories.comic_effects import FinishedComic, finished_comic_effects
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.steps import RunStepLedger
from app.workflows import state as sections
from app.workflows.checkpoint import CheckpointPool, FencedSaver
from app.workflows.comic_workflow import ComicServices, build_comic_workflow
from app.workflows.state import ConfigSection, MetaSection, QuerySection, WorkflowState
from workers.handlers.graph_run import Progress, run_from_head, serializer_for

SERIALIZER = serializer_for(sections, comic, search)


@dataclass(frozen=True)
class ComicHandler:
    """One per process; each run gets a graph, a ledger and a saver of its own."""

    services: ComicServices
    checkpoints: CheckpointPool
    notify: NotifySettings

    async def __call__(self, run: Run, payload: ComicPayload) -> Outcome:
        """Make the comic, or go on with it."""
        saver = FencedSaver(self.checkpoints, run, SERIALIZER)
        graph = build_comic_workflow(self.services, RunStepLedger(run), Progress(run, saver), saver)
        thread_id = f"{payload.comic_id}:{payload.version}"
        state = cast(
            WorkflowState, await run_from_head(graph, thread_id, _initial_state(run, payload))
        )
        return Outcome(
            result=_result(state),
            effects=finished_comic_effects(_finished(state)),
            webhooks=self._webhooks(payload, state),
        )

    def _webhooks(self, payload: ComicPayload, state: WorkflowState) -> tuple[Webhook, ...]:
        body = state["upload"].notification
        if body is None:
            return ()
        hooks = []
        if backend := self.notify.EXTERNAL_NOTIFICATION_API_URL:
            hooks.append(Webhook("backend", backend, body, trusted=True))
        if payload.callback_url:
            hooks.append(Webhook("callback", payload.callback_url, body, trusted=False))
        return tuple(hooks)


def _initial_state(run: Run, payload: ComicPayload) -> WorkflowState:
    return WorkflowState(
        meta=MetaSection(
            trace_id=run.id,
            comic_id=payload.comic_id,
            version=payload.version,
            writer_id=payload.writer_id,
        ),
        config=ConfigSection(
            sites=payload.sites,
            articles=payload.articles,
            language=payload.language,
            panels=payload.panels,
        ),
        query=QuerySection(original_query=payload.query),
        search=sections.SearchSection(),
        report=sections.ReportState(),
        idea=sections.IdeaSection(),
        scenario=sections.ScenarioSection(),
        image=sections.ImageSection(),
        upload=sections.UploadSection(),
        warnings=[],
    )


def _finished(state: WorkflowState) -> FinishedComic:
    meta, report, image = state["meta"], state["report"], state["image"]
    return FinishedComic(
        comic_id=meta.comic_id,
        version=meta.version,
        title=state["scenario"].title,
        report_key=report.saved_report_key,
        report_url=report.saved_report_url,
        strip_key=image.strip_key,
        strip_url=image.strip_url,
        sources=state["search"].sources,
        warnings=state["warnings"],
        panels=image.panels,
    )


def _result(state: WorkflowState) -> Json:
    """The predecessor's summary, which its clients read from the status."""
    report = state["report"].report
    return {
        "trace_id": str(state["meta"].trace_id),
        "comic_id": str(state["meta"].comic_id),
        "final_stage": state["meta"].current_stage,
        "report_len": len(report.model_dump_json()) if report else 0,
        "saved_report_path": state["report"].saved_report_key,
        "ideas_cnt": len(state["idea"].comic_ideas),
        "scenarios_cnt": len(state["scenario"].panels),
        "images_cnt": len(state["image"].panels),
    }
