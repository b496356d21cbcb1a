"""Colours as the drawing code mixes them."""

Color = tuple[int, int, int]

INK: Color = (38, 34, 46)
WHITE: Color = (255, 255, 255)


def rgb(code: str) -> Color:
    """From ``#rrggbb``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: Color, second: Color, share: float) -> Color:
    """``first`` with ``share`` of ``second`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def darker(color: Color, share: float = 0.16) -> Color:
    """As in shadow: towards a cool dark rather than black."""
    return mix(color, (40, 34, 70), share)


def lighter(color: Color, share: float = 0.25) -> Color:
    """As in light."""
    return mix(color, WHITE, share)
