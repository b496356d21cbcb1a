"""Colours by name."""

import colorsys

_HUES = (
    (0.03, "red"),
    (0.10, "orange"),
    (0.18, "yellow"),
    (0.45, "green"),
    (0.54, "teal"),
    (0.70, "blue"),
    (0.83, "purple"),
    (0.94, "pink"),
    (1.01, "red"),
)
_KOREAN = {
    "red": "빨간색",
    "orange": "주황색",
    "yellow": "노란색",
    "green": "초록색",
    "teal": "청록색",
    "blue": "파란색",
    "purple": "보라색",
    "pink": "분홍색",
    "brown": "갈색",
    "gray": "회색",
    "black": "검은색",
    "white": "흰색",
}


def color_name(red: int, green: int, blue: int) -> str:
    """The nearest plain name, in English."""
    hue, lightness, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    if lightness > 0.93:
        return "white"
    if lightness < 0.1:
        return "black"
    if saturation < 0.18:
        return "gray"
    name = next(name for limit, name in _HUES if hue <= limit)
    return "brown" if name in ("orange", "red") and lightness < 0.35 else name


def in_korean(name: str) -> str:
    """파란색 for blue."""
    return _KOREAN[name]
