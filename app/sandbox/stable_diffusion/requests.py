"""What txt2img accepts: every documented field, with the real server's defaults."""

from random import Random
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

LARGEST_SEED = 4294967294

Side = Annotated[int, Field(ge=64, le=2048)]
Count = Annotated[int, Field(ge=1, le=8)]
Seed = Annotated[int, Field(ge=-1, le=2**63 - 1)]


class Txt2ImgRequest(BaseModel):
    """Unknown fields are ignored, as there. Sizes and counts are bounded, as there they are not."""

    model_config = ConfigDict(extra="ignore")

    prompt: str = ""
    negative_prompt: str = ""
    styles: list[str] | None = None
    seed: Seed = -1
    subseed: Seed = -1
    subseed_strength: float = 0
    seed_resize_from_h: int = -1
    seed_resize_from_w: int = -1
    sampler_name: str | None = None
    scheduler: str | None = None
    batch_size: Count = 1
    n_iter: Count = 1
    steps: Annotated[int, Field(ge=1, le=150)] = 50
    cfg_scale: float = 7
    width: Side = 512
    height: Side = 512
    restore_faces: bool | None = None
    tiling: bool | None = None
    eta: float | None = None
    denoising_strength: float | None = 0
    override_settings: dict[str, Any] | None = None
    override_settings_restore_afterwards: bool = True
    refiner_checkpoint: str | None = None
    refiner_switch_at: float | None = None
    enable_hr: bool = False
    hr_scale: float = 2
    hr_upscaler: str | None = None
    hr_second_pass_steps: int = 0
    hr_resize_x: int = 0
    hr_resize_y: int = 0
    sampler_index: str = "Euler"
    script_name: str | None = None
    script_args: list[Any] = []
    send_images: bool = True
    save_images: bool = False
    alwayson_scripts: dict[str, Any] = {}
    force_task_id: str | None = None
    infotext: str | None = None

    def seeded(self) -> "Txt2ImgRequest":
        """With seeds chosen where -1 asks for any."""
        chance = Random()
        chosen = {
            name: chance.randrange(LARGEST_SEED)
            for name in ("seed", "subseed")
            if getattr(self, name) == -1
        }
        return self.model_copy(update=chosen)
