"""What a news page shows besides its article: logos, advertisements, icons, trackers."""

from functools import cache
from io import BytesIO

from fastapi import Response
from PIL import Image, ImageDraw

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><circle cx="12" cy="12" r="9"/>'
    "</svg>"
)
_SIZES = {
    "logo.png": ("PNG", (240, 60), "navy"),
    "banner.png": ("PNG", (728, 180), "gold"),
    "profile.jpg": ("JPEG", (160, 160), "gray"),
    "small.jpg": ("JPEG", (100, 70), "green"),
    "blank.gif": ("GIF", (1, 1), "white"),
    "pixel.gif": ("GIF", (1, 1), "white"),
}


def furniture_reply(name: str) -> Response | None:
    """None for a name that is none of them."""
    if name == "share-icon.svg":
        return Response(_SVG, media_type="image/svg+xml")
    if name not in _SIZES:
        return None
    return Response(_file(name), media_type=f"image/{_SIZES[name][0].lower()}")


@cache
def _file(name: str) -> bytes:
    kind, size, color = _SIZES[name]
    picture = Image.new("RGB", size, color)
    ImageDraw.Draw(picture).ellipse((0, 0, size[1], size[1]), fill="white")
    data = BytesIO()
    picture.save(data, kind)
    return data.getvalue()
