"""A picture as it looks before its last sampling step."""

from PIL import Image, ImageFilter

_GRAIN = 90


def unfinished(picture: Image.Image, share: float) -> Image.Image:
    """``picture`` at ``share`` (0 to 1) of its steps: blurred, under noise."""
    grain = Image.effect_noise(picture.size, _GRAIN).convert("RGB")
    soft = picture.filter(ImageFilter.BoxBlur((1 - share) * 0.04 * picture.width))
    return Image.blend(grain, soft, min(1.0, 0.15 + 0.85 * share))
