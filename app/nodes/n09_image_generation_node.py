"""N09: the panels, all at once, then the strip."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.comic import DrawnPanel, Language, PanelImagePrompt, ScenarioPanel
from app.domain.errors import NodeFailed, ProviderError
from app.domain.search import Source
from app.domain.steps import StepLedger
from app.nodes.panel_artist import PanelArtist
from app.nodes.sourcing.material import host
from app.nodes.task_group import task_group
from app.nodes.text import shortened
from app.services.images.protocol import ImageGenerator
from app.services.lettering.strip import compose_strip
from app.services.storage.protocol import ObjectStore, StoredObject
from app.workflows.state import ImageSection, WorkflowState

SEEDS = 2**32 - 1
FOOTER_TITLE = 40
FROM = {Language.KO: "출처", Language.EN: "Sources"}


@dataclass(frozen=True)
class N09ImageGenerationNode:
    """One image call a panel, each a step of the run's ledger. Sizes are pixels."""

    images: ImageGenerator
    store: ObjectStore
    steps: StepLedger
    width: int
    height: int

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills the image section. A panel that fails is a warning, all of them NodeFailed."""
        artist = self._artist(state)
        scenario, warnings = state["scenario"], list[str]()
        async with task_group() as group:  # the image service bounds them
            tasks = [
                group.create_task(_panel(artist, panel, prompt, warnings))
                for panel, prompt in zip(scenario.panels, scenario.image_prompts, strict=True)
            ]
        drawn = [panel for task in tasks if (panel := task.result())]
        if not drawn:
            raise NodeFailed(f"그림을 한 컷도 그리지 못했습니다. {warnings[0]}")
        footer = strip_footer(drawn, state["search"].sources, state["config"].language)
        strip = await _strip(artist, drawn, scenario.title, footer)
        image = ImageSection(
            seed=artist.seed, panels=drawn, strip_key=strip.key, strip_url=strip.url
        )
        return {"image": image, "warnings": warnings}

    def _artist(self, state: WorkflowState) -> PanelArtist:
        return PanelArtist(
            images=self.images,
            store=self.store,
            steps=self.steps,
            meta=state["meta"],
            seed=comic_seed(state["meta"].comic_id),
            width=self.width,
            height=self.height,
        )


def comic_seed(comic_id: UUID) -> int:
    """The same for all panels and every try of a comic."""
    return int.from_bytes(hashlib.sha256(comic_id.bytes).digest()[:8]) % SEEDS


def strip_footer(
    panels: Sequence[DrawnPanel], sources: Sequence[Source], language: Language
) -> str:
    """Where the panels' facts come from."""
    cited = {id_ for panel in panels for id_ in panel.source_ids}
    names = [
        shortened(source.title, FOOTER_TITLE) + (f" ({host(source.url)})" if source.url else "")
        for source in sources
        if source.id in cited
    ]
    return f"{FROM[language]}: {' · '.join(names)}"


async def _panel(
    artist: PanelArtist, panel: ScenarioPanel, prompt: PanelImagePrompt, warnings: list[str]
) -> DrawnPanel | None:
    try:
        return await artist.panel(panel, prompt)
    except ProviderError as exc:
        warnings.append(f"{panel.panel_number}번째 컷을 그리지 못했습니다: {exc.detail}")
        return None


async def _strip(
    artist: PanelArtist, panels: Sequence[DrawnPanel], title: str, footer: str
) -> StoredObject:
    pictures = [await artist.store.get(panel.image_key) for panel in panels]
    png = await asyncio.to_thread(compose_strip, pictures, title, footer)
    return await artist.save("strip", png)
