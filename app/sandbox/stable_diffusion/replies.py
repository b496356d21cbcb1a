"""The bodies of the WebUI's replies."""

import base64
import json
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.sandbox.stable_diffusion.painter import Job
from app.sandbox.stable_diffusion.requests import Txt2ImgRequest

MODEL = "newsum-sandbox-pillow"
MODEL_HASH = "0000000000"
SAMPLERS = ("Euler", "Euler a", "DPM++ 2M", "DPM++ 2M SDE", "DDIM", "UniPC")
DEFAULT_OPTIONS: dict[str, object] = {
    "sd_model_checkpoint": f"{MODEL} [{MODEL_HASH}]",
    "samples_format": "png",
    "enable_pnginfo": True,
    "return_grid": False,
}
_PREVIEW = 256


def txt2img_reply(asked: Txt2ImgRequest, pictures: list[Image.Image]) -> dict[str, object]:
    """Blocking: encodes the pictures."""
    images = [
        encoded(picture, infotext(asked, asked.seed + index))
        for index, picture in enumerate(pictures)
    ]
    return {
        "images": images if asked.send_images else [],
        "parameters": asked.model_dump(),
        "info": json.dumps(_info(asked, len(pictures)), ensure_ascii=False),
    }


def encoded(picture: Image.Image, parameters: str | None = None) -> str:
    """Base64 of a PNG; ``parameters`` go into its text, as the real server puts them."""
    note = PngInfo()
    if parameters:
        note.add_itxt("parameters", parameters)
    png = BytesIO()
    picture.save(png, "PNG", pnginfo=note, compress_level=4)
    return base64.b64encode(png.getvalue()).decode()


def infotext(asked: Txt2ImgRequest, seed: int) -> str:
    """The generation parameters as text."""
    return (
        f"{asked.prompt}\nNegative prompt: {asked.negative_prompt}\n"
        f"Steps: {asked.steps}, Sampler: {_sampler(asked)}, CFG scale: {asked.cfg_scale}, "
        f"Seed: {seed}, Size: {asked.width}x{asked.height}, Model: {MODEL}, "
        "Note: drawn by code without a model"
    )


def progress_reply(job: Job | None, *, preview: bool) -> dict[str, object]:
    """Of the running call, or of an idle server. Blocking with ``preview``."""
    if job is None:
        return {
            "progress": 0.0,
            "eta_relative": 0.0,
            "state": _state(None),
            "current_image": None,
            "textinfo": None,
            "current_task": None,
        }
    picture = _preview(job) if preview and job.drawn else None
    return {
        "progress": round(job.progress, 4),
        "eta_relative": round(job.seconds * (1 - job.progress), 3),
        "state": _state(job),
        "current_image": picture,
        "textinfo": None,
        "current_task": job.request.force_task_id or "task(sandbox)",
    }


def _preview(job: Job) -> str:
    picture = job.drawn[-1].copy()
    picture.thumbnail((_PREVIEW, _PREVIEW))
    return encoded(picture)


def _state(job: Job | None) -> dict[str, object]:
    return {
        "skipped": False,
        "interrupted": bool(job and job.stop.is_set()),
        "stopping_generation": False,
        "job": "txt2img" if job else "",
        "job_count": job.request.n_iter if job else 0,
        "job_timestamp": _timestamp(),
        "job_no": 0,
        "sampling_step": job.step if job else 0,
        "sampling_steps": job.request.steps if job else 0,
    }


def _info(asked: Txt2ImgRequest, count: int) -> dict[str, object]:
    seeds = [asked.seed + index for index in range(count)]
    return {
        "prompt": asked.prompt,
        "all_prompts": [asked.prompt] * count,
        "negative_prompt": asked.negative_prompt,
        "all_negative_prompts": [asked.negative_prompt] * count,
        "seed": asked.seed,
        "all_seeds": seeds,
        "subseed": asked.subseed,
        "all_subseeds": [asked.subseed + index for index in range(count)],
        "subseed_strength": asked.subseed_strength,
        "width": asked.width,
        "height": asked.height,
        "sampler_name": _sampler(asked),
        "cfg_scale": asked.cfg_scale,
        "steps": asked.steps,
        "batch_size": asked.batch_size,
        "restore_faces": bool(asked.restore_faces),
        "face_restoration_model": None,
        "sd_model_name": MODEL,
        "sd_model_hash": MODEL_HASH,
        "sd_vae_name": None,
        "sd_vae_hash": None,
        "seed_resize_from_w": asked.seed_resize_from_w,
        "seed_resize_from_h": asked.seed_resize_from_h,
        "denoising_strength": asked.denoising_strength,
        "extra_generation_params": {},
        "index_of_first_image": 0,
        "infotexts": [infotext(asked, seed) for seed in seeds],
        "styles": asked.styles or [],
        "job_timestamp": _timestamp(),
        "clip_skip": 1,
        "is_using_inpainting_conditioning": False,
        "version": "newsum-sandbox",
    }


def _sampler(asked: Txt2ImgRequest) -> str:
    return asked.sampler_name or asked.sampler_index


def _timestamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d%H%M%S")
