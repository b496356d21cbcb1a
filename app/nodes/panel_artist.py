"""Draws, letters and stores one panel, at most once to completion."""

import asyncio
import hashlib
import json
from dataclasses import dataclass

from app.domain.comic import DrawnPanel, PanelImagePrompt, ScenarioPanel
from app.domain.links import ComicLinks
from app.domain.steps import StepLedger, step_key
from app.domain.task import Event
from app.services.images.protocol import ImageGenerator, ImageRequest
from app.services.lettering.lettering import letter_panel
from app.services.storage.protocol import ObjectStore, StoredObject
from app.workflows.state import MetaSection

PNG = "image/png"


@dataclass(frozen=True)
class PanelArtist:
    """One comic's hand: the same seed and size for every panel."""

    images: ImageGenerator
    store: ObjectStore
    steps: StepLedger
    meta: MetaSection
    seed: int
    width: int
    height: int

    async def panel(self, panel: ScenarioPanel, prompt: PanelImagePrompt) -> DrawnPanel:
        """The panel, from the ledger when it is there. Raises a ProviderError."""
        request = ImageRequest(
            prompt=prompt.image_prompt,
            negative_prompt=prompt.negative_prompt,
            seed=self.seed,
            width=self.width,
            height=self.height,
        )
        return await self.steps.once(
            self._key(panel, request),
            lambda: self._draw(panel, request),
            DrawnPanel,
            event=self._event,
        )

    async def _draw(self, panel: ScenarioPanel, request: ImageRequest) -> DrawnPanel:
        raw = await self.images.generate(request)
        lettered = await asyncio.to_thread(
            letter_panel, raw, panel.dialogue, panel.characters_present
        )
        name = f"panel-{panel.panel_number}"
        raw_file = await self.save(f"{name}-raw", raw)
        file = await self.save(name, lettered.png)
        return DrawnPanel(
            number=panel.panel_number,
            image_key=file.key,
            image_url=file.url,
            raw_image_key=raw_file.key,
            width=lettered.width,
            height=lettered.height,
            dialogue=panel.dialogue,
            alt_text=panel.alt_text,
            source_ids=panel.source_ids,
            prompt_used=request.prompt,
            negative_prompt=request.negative_prompt,
            seed=request.seed,
        )

    async def save(self, name: str, png: bytes) -> StoredObject:
        """Under a key that tells the content, so a late write of another try changes nothing."""
        mark = hashlib.sha256(png).hexdigest()[:12]
        key = f"images/{self.meta.comic_id}/v{self.meta.version}/{name}-{mark}.png"
        return await self.store.put(key, png, PNG)

    def _key(self, panel: ScenarioPanel, request: ImageRequest) -> str:
        return step_key(
            f"n09.panel.{panel.panel_number}",
            str(self.meta.comic_id),
            self.meta.version,
            request.prompt,
            request.negative_prompt,
            request.seed,
            request.width,
            request.height,
            json.dumps([line.model_dump() for line in panel.dialogue], ensure_ascii=False),
            *panel.characters_present,
        )

    def _event(self, drawn: DrawnPanel) -> Event:
        return Event(
            "panel",
            {
                "number": drawn.number,
                "image_url": ComicLinks().panel(self.meta.comic_id, drawn.number),
                "alt_text": drawn.alt_text,
                "dialogue": [line.model_dump() for line in drawn.dialogue],
            },
        )
