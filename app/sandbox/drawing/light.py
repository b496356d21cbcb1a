"""Light: what the sky looks like and how everything under it is tinted."""

from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageChops

from app.sandbox.drawing.colors import Color, rgb


class Hour(StrEnum):
    """The lights that prompts ask for."""

    DAY = "day"
    MORNING = "morning"
    SUNSET = "sunset"
    NIGHT = "night"
    SPOTLIGHT = "spotlight"
    GLOOMY = "gloomy"
    NEON = "neon"
    SOFT = "soft"


@dataclass(frozen=True)
class Light:
    """``tint`` multiplies the scene behind the figures; they get half of it."""

    hour: Hour
    sky_top: Color
    sky_low: Color
    tint: Color
    lamp: Color
    dark: bool = False


_LIGHTS = {
    Hour.DAY: ("#6fbcf0", "#d9f1fb", "#ffffff", "#fff6cf"),
    Hour.MORNING: ("#8fd0f5", "#fff0cf", "#fff8ea", "#fff1b8"),
    Hour.SUNSET: ("#7a6cb5", "#ffb27a", "#ffdfc2", "#ffd08a"),
    Hour.NIGHT: ("#141d45", "#3f5c9c", "#8f9dd6", "#ffe9a8"),
    Hour.SPOTLIGHT: ("#2b2a45", "#5a5680", "#a7a1cb", "#fff3c4"),
    Hour.GLOOMY: ("#8b98a8", "#cfd6da", "#dbe2ea", "#f2f0e0"),
    Hour.NEON: ("#1c1440", "#6a2f8f", "#b09be6", "#7df0ff"),
    Hour.SOFT: ("#a8d3ea", "#f6efe2", "#fffaf2", "#ffeecb"),
}


def light_of(hour: Hour) -> Light:
    """The light of an hour."""
    top, low, tint, lamp = map(rgb, _LIGHTS[hour])
    dark = hour in (Hour.NIGHT, Hour.NEON, Hour.SPOTLIGHT)
    return Light(hour, top, low, tint, lamp, dark)


def tinted(picture: Image.Image, color: Color) -> Image.Image:
    """``picture`` seen under a coloured light."""
    if color == (255, 255, 255):
        return picture
    return ImageChops.multiply(picture, Image.new("RGB", picture.size, color))


def spotlit(picture: Image.Image) -> Image.Image:
    """Dark towards the edges."""
    fall = ImageChops.invert(Image.radial_gradient("L")).resize(picture.size)
    return ImageChops.multiply(picture, fall.point(lambda v: min(255, 146 + v)).convert("RGB"))
