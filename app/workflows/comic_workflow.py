"""The comic's graph: N01 → … → N10, in the order of its steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.steps import StepLedger
from app.nodes.n01_initialize_node import N01InitializeNode
from app.nodes.n02_analyze_query_node import N02AnalyzeQueryNode
from app.nodes.n03_understand_and_plan_node import N03UnderstandAndPlanNode
from app.nodes.n04_execute_search_node import N04ExecuteSearchNode
from app.nodes.n05_hitl_review_node import N05HitlReviewNode
from app.nodes.n05_report_generation_node import N05ReportGenerationNode
from app.nodes.n06_save_report_node import N06SaveReportNode
from app.nodes.n06a_contextual_summary_node import N06aContextualSummaryNode
from app.nodes.n07_comic_ideation_node import N07ComicIdeationNode
from app.nodes.n08_scenario_generation_node import N08ScenarioGenerationNode
from app.nodes.n09_image_generation_node import N09ImageGenerationNode
from app.nodes.n10_finalize_and_notify_node import N10FinalizeAndNotifyNode
from app.services.images.protocol import ImageGenerator
from app.services.llm.protocol import StructuredModel
from app.services.scraping.protocol import PageReader
from app.services.search.protocol import Search
from app.services.storage.protocol import ObjectStore
from app.workflows.chain import Chain, Saver, build_chain
from app.workflows.ledgered_model import LedgeredModel
from app.workflows.progress import NodeRun, Teller
from app.workflows.state import WorkflowState
from app.workflows.steps import COMIC_STEPS


@dataclass(frozen=True)
class ComicServices:
    """What the nodes hold, shared by all runs of a process."""

    model: StructuredModel
    search: Search
    pages: PageReader
    images: ImageGenerator
    store: ObjectStore
    max_pages: int
    image_width: int
    image_height: int
    public_base_url: str | None
    notice: str | None = None


def build_comic_workflow(
    services: ComicServices,
    ledger: StepLedger,
    teller: Teller,
    saver: Saver,
) -> Chain:
    """The graph of one run: its ledger, its progress and its checkpoints are bound to it."""
    nodes = comic_nodes(services, ledger)
    return build_chain(WorkflowState, COMIC_STEPS, nodes, teller, saver)


def comic_nodes(
    services: ComicServices, ledger: StepLedger
) -> Mapping[str, NodeRun[WorkflowState]]:
    """The nodes by the names of their steps."""
    model = LedgeredModel(services.model, ledger)
    return {
        "n01_initialize": N01InitializeNode(services.notice).run,
        "n02_analyze_query": N02AnalyzeQueryNode(model, services.search).run,
        "n03_understand_and_plan": N03UnderstandAndPlanNode(model).run,
        "n04_execute_search": N04ExecuteSearchNode(
            services.search, services.pages, services.max_pages
        ).run,
        "n05_report_generation": N05ReportGenerationNode(model).run,
        "n05_hitl_review": N05HitlReviewNode().run,
        "n06_save_report": N06SaveReportNode(services.store, services.notice).run,
        "n06a_contextual_summary": N06aContextualSummaryNode(model).run,
        "n07_comic_ideation": N07ComicIdeationNode(model).run,
        "n08_scenario_generation": N08ScenarioGenerationNode(model).run,
        "n09_image_generation": N09ImageGenerationNode(
            services.images, services.store, ledger, services.image_width, services.image_height
        ).run,
        "n10_finalize_and_notify": N10FinalizeAndNotifyNode(services.public_base_url).run,
    }
