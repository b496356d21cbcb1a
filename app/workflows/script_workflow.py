"""The script's graph: planner → news research → writer."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.steps import StepLedger
from app.nodes.news.articles import ArticleSearch
from app.nodes.news_research_node import NewsResearchNode
from app.nodes.script_planner_node import ScriptPlannerNode
from app.nodes.script_writer_node import ScriptWriterNode
from app.services.llm.protocol import StructuredModel
from app.services.news_images.protocol import NewsImages
from app.services.scraping.protocol import PageReader
from app.services.search.protocol import Search
from app.workflows.chain import Chain, Saver, build_chain
from app.workflows.ledgered_model import LedgeredModel
from app.workflows.progress import NodeRun, Teller
from app.workflows.script_state import ScriptState
from app.workflows.steps import SCRIPT_STEPS


@dataclass(frozen=True)
class ScriptServices:
    """What the nodes hold, shared by all runs of a process; ``model`` is asked few at a time."""

    model: StructuredModel
    search: Search
    pages: PageReader
    images: NewsImages
    max_pages: int
    images_per_article: int
    vision_model: str | None = None
    notice: str | None = None


def build_script_workflow(
    services: ScriptServices,
    ledger: StepLedger,
    teller: Teller,
    saver: Saver | None,
) -> Chain:
    """The graph of one run: its ledger, its progress and its checkpoints are bound to it."""
    return build_chain(ScriptState, SCRIPT_STEPS, script_nodes(services, ledger), teller, saver)


def script_nodes(
    services: ScriptServices, ledger: StepLedger
) -> Mapping[str, NodeRun[ScriptState]]:
    """The nodes by the names of their steps."""
    model = LedgeredModel(services.model, ledger)
    articles = ArticleSearch(services.search, services.pages, services.max_pages)
    return {
        "planner": ScriptPlannerNode(model, services.notice).run,
        "news_research": NewsResearchNode(
            articles=articles,
            images=services.images,
            model=model,
            steps=ledger,
            images_per_article=services.images_per_article,
            vision_model=services.vision_model,
        ).run,
        "writer": ScriptWriterNode(model).run,
    }
