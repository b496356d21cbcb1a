"""Streets and roads."""

from app.sandbox.drawing.colors import lighter, mix, rgb
from app.sandbox.drawing.stage import Stage


def city(stage: Stage) -> None:
    """A street between houses, with a crossing and lamps."""
    stage.sky()
    stage.skyline(-2, stage.width + 2, stage.floor, 40, 13)
    pen, middle = stage.pen, stage.x(0.5)
    stage.ground(rgb("#6d7280"), rgb("#8a8f9c"))
    for side in (-1, 1):
        colors = ("#d98f73", "#8fb0c9", "#e2c27c", "#a6b89a")
        for depth in range(2):
            near, far = 1.12 - depth * 0.36, 0.8 - depth * 0.34
            _house(stage, side, near, far, rgb(stage.chance.choice(colors)))
        pen.polygon(
            [
                (middle + side * stage.x(0.7), 101),
                (middle + side * stage.x(0.3), 101),
                (middle + side * stage.x(0.1), stage.floor),
                (middle + side * stage.x(0.2), stage.floor),
            ],
            rgb("#c2beb8"),
        )
    for step in range(5):
        level = stage.floor + 4 + step * step * 1.5
        wide = 0.5 + step * 0.45
        pen.polygon(
            [
                (middle - wide, level),
                (middle + wide, level),
                (middle + wide * 1.2, level + 2 + step),
                (middle - wide * 1.2, level + 2 + step),
            ],
            rgb("#f0e9c8"),
        )
    _lamp_post(stage, stage.x(0.14))
    _lamp_post(stage, stage.x(0.86))


def _house(stage: Stage, side: int, near: float, far: float, color: tuple[int, int, int]) -> None:
    middle, pen = stage.x(0.5), stage.pen
    x0, x1 = middle + side * stage.x(0.5) * near, middle + side * stage.x(0.5) * far
    top0, top1 = stage.floor - 62 * near, stage.floor - 62 * far
    low0, low1 = stage.floor + 14 * near, stage.floor + 6 * far
    pen.polygon(
        [(x0, top0), (x1, top1), (x1, low1), (x0, low0)],
        mix(color, stage.light.sky_low, 0.15),
        line=0.35,
    )
    glass = stage.light.lamp if stage.light.dark else rgb("#d8ecf6")
    for row in range(4):
        for column in (0.25, 0.65):
            share, wide = 0.1 + row * 0.2, 0.2
            xa, xb = x0 + (x1 - x0) * column, x0 + (x1 - x0) * (column + wide)
            ya, yb = (
                _level(top0, low0, top1, low1, column, share),
                _level(top0, low0, top1, low1, column, share + 0.11),
            )
            yc, yd = (
                _level(top0, low0, top1, low1, column + wide, share + 0.11),
                _level(top0, low0, top1, low1, column + wide, share),
            )
            pen.polygon([(xa, ya), (xa, yb), (xb, yc), (xb, yd)], glass, line=0.25)


def _level(
    top0: float, low0: float, top1: float, low1: float, column: float, share: float
) -> float:
    top, low = top0 + (top1 - top0) * column, low0 + (low1 - low0) * column
    return top + (low - top) * share


def _lamp_post(stage: Stage, x: float) -> None:
    pen = stage.pen
    pen.line([(x, stage.floor + 8), (x, 34)], 0.8, rgb("#444a58"))
    if stage.light.dark:
        pen.glow((x, 33), 14, stage.light.lamp, 0.8)
    pen.shape(
        [(x - 2.2, 35), (x - 1.2, 31), (x + 1.2, 31), (x + 2.2, 35)],
        lighter(stage.light.lamp, 0.2),
        line=0.35,
    )


def road(stage: Stage) -> None:
    """A highway that runs to the horizon."""
    stage.sky()
    stage.ground(rgb("#8fc274"), rgb("#b7d99a"))
    pen, middle = stage.pen, stage.x(0.5)
    stage.skyline(stage.x(0.3), stage.x(0.7), stage.floor, 12, 9)
    pen.polygon(
        [
            (middle - 3, stage.floor),
            (middle + 3, stage.floor),
            (middle + 46, 101),
            (middle - 46, 101),
        ],
        rgb("#6b7080"),
        line=0.35,
    )
    for step in range(5):
        level = stage.floor + 2 + step * step * 1.7
        wide = 0.25 + step * 0.4
        pen.polygon(
            [
                (middle - wide, level),
                (middle + wide, level),
                (middle + wide * 1.3, level + 1.5 + step),
                (middle - wide * 1.3, level + 1.5 + step),
            ],
            rgb("#fff4c4"),
        )
