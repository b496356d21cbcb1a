"""Places of research and of machines."""

from app.sandbox.drawing.colors import darker, lighter, mix, rgb
from app.sandbox.drawing.stage import Stage

_STEEL = rgb("#aeb9c6")


def laboratory(stage: Stage) -> None:
    """Shelves of flasks, a bench, a window."""
    wall = stage.chance.choice((rgb("#d8ecea"), rgb("#dde8f3"), rgb("#e6eadf")))
    stage.room(wall, rgb("#c3ced6"))
    left = stage.x(stage.chance.choice((0.06, 0.56)))
    stage.window(stage.width - left - stage.x(0.32), 16, stage.width - left - 3, 44)
    _flask_shelf(stage, left + 4, 24)
    _flask_shelf(stage, left + 4, 42)
    bench = stage.floor - 15
    pen = stage.pen
    pen.box(-2, bench, stage.width + 2, bench + 2.2, rgb("#f4f6f8"), line=0.3)
    pen.box(-2, bench + 2.2, stage.width + 2, stage.floor, rgb("#9fb6c4"))
    for x in range(0, int(stage.width) + 12, 12):
        pen.box(x + 1, bench + 4, x + 11, stage.floor - 2, rgb("#b4c8d3"), radius=0.6, line=0.25)
        pen.line([(x + 5, bench + 5.6), (x + 7, bench + 5.6)], 0.5, rgb("#6d8391"))


def _flask_shelf(stage: Stage, left: float, level: float) -> None:
    pen, colors = stage.pen, ("#66c2d7", "#f2b35e", "#8fce7a", "#e688a8", "#a78bdb")
    pen.box(left, level, left + stage.x(0.34), level + 1.4, rgb("#b98d63"), line=0.25)
    for step in range(7):
        x = left + 2.6 + step * stage.x(0.34) / 7.4
        color = rgb(stage.chance.choice(colors))
        if stage.chance.random() < 0.5:
            pen.polygon(
                [(x - 0.6, level - 7), (x + 0.6, level - 7), (x + 2, level), (x - 2, level)],
                mix(color, rgb("#ffffff"), 0.35),
                line=0.25,
            )
            pen.polygon(
                [(x - 1.3, level - 3), (x + 1.3, level - 3), (x + 2, level), (x - 2, level)], color
            )
        else:
            pen.box(x - 1.2, level - 6, x + 1.2, level, lighter(color, 0.4), radius=0.5, line=0.25)
            pen.box(x - 1.2, level - 3.4, x + 1.2, level, color, radius=0.5)


def data_center(stage: Stage) -> None:
    """Racks of servers on both sides of an aisle."""
    stage.room(rgb("#2b3a57"), rgb("#42506b"))
    pen, middle = stage.pen, stage.x(0.5)
    for side in (-1, 1):
        for depth in range(4):
            near, far = 1 - depth * 0.2, 1 - (depth + 1) * 0.2
            x0, x1 = middle + side * stage.x(0.56) * near, middle + side * stage.x(0.56) * far
            top0, top1 = 46 - 44 * near, 46 - 44 * far
            low0, low1 = (
                stage.floor + (101 - stage.floor) * (near - 0.2),
                stage.floor + (101 - stage.floor) * (far - 0.2),
            )
            color = mix(rgb("#1d2740"), rgb("#38486c"), depth / 4)
            pen.polygon([(x0, top0), (x1, top1), (x1, low1), (x0, low0)], color, line=0.3)
            _lamps(stage, (x0, top0, low0), (x1, top1, low1))
    pen.glow((middle, stage.floor - 8), 40, rgb("#7fd8ff"), 0.35)


def _lamps(stage: Stage, near: tuple[float, float, float], far: tuple[float, float, float]) -> None:
    for row in range(1, 12):
        share = row / 12
        for column in (0.3, 0.7):
            x = near[0] + (far[0] - near[0]) * column
            top = near[1] + (far[1] - near[1]) * column
            low = near[2] + (far[2] - near[2]) * column
            color = rgb(stage.chance.choice(("#54e0a3", "#59c8ff", "#ffd166", "#54e0a3")))
            stage.pen.ellipse((x, top + (low - top) * share), 0.5, 0.5, color)


def factory(stage: Stage) -> None:
    """Roof beams, pipes, a conveyor belt."""
    stage.room(rgb("#cfd3d8"), rgb("#b3aea6"), tiles=False)
    pen = stage.pen
    for x in range(-4, int(stage.width) + 10, 16):
        pen.box(x, 12, x + 10, 28, stage.light.sky_low, line=0.3, ink=rgb("#7b848f"))
        pen.line([(x + 5, 12), (x + 5, 28)], 0.4, rgb("#7b848f"))
    for y in (5, 34):
        pen.box(-1, y, stage.width + 1, y + 3, _STEEL, line=0.25)
        for x in range(4, int(stage.width), 14):
            pen.box(x, y - 0.8, x + 2, y + 3.8, darker(_STEEL), line=0.25)
    belt = stage.floor - 8
    pen.box(-2, belt, stage.width + 2, belt + 4, rgb("#4d5361"), line=0.3)
    for x in range(2, int(stage.width), 9):
        pen.ellipse((x, belt + 2), 1.3, 1.3, _STEEL, line=0.25)
        if x % 2:
            pen.box(x - 2.8, belt - 6, x + 2.8, belt, rgb("#d9a066"), line=0.3)
    for edge in (0.0, stage.width):
        pen.polygon(
            [(edge - 8, 101), (edge - 2, stage.floor), (edge + 2, stage.floor), (edge + 8, 101)],
            rgb("#f2c230"),
        )


def observatory(stage: Stage) -> None:
    """A dome with an open slit under the stars."""
    stage.sky()
    stage.stars(120)
    stage.ground(rgb("#2f3b4f"), rgb("#46586e"))
    pen, x = stage.pen, stage.x(stage.chance.choice((0.2, 0.8)))
    for step in range(30):
        band = (stage.x(step / 30), 12 + step * 1.1)
        pen.glow(band, 9, rgb("#b9c4ff"), 0.12)
    dome = pen.at(x, stage.floor)
    dome.shape(
        [(-19, 0), (-18, -12), (-9, -23), (9, -23), (18, -12), (19, 0)], rgb("#cfd6e4"), line=0.4
    )
    dome.box(-19, -2, 19, 6, rgb("#b4bccd"), line=0.4)
    dome.polygon([(2, -23), (8, -23), (12, -6), (4, -6)], rgb("#242c48"))
    dome.polygon([(4, -10), (9, -12), (14, -26), (9, -28)], _STEEL, line=0.35)


def space(stage: Stage) -> None:
    """A planet over the dusty ground of a moon."""
    pen = stage.pen
    pen.gradient((0, 0, stage.width, 101), rgb("#0d1030"), rgb("#2c2358"))
    for _ in range(110):
        star = (stage.chance.random() * stage.width, stage.chance.random() * 90)
        size = stage.chance.choice((0.15, 0.22, 0.4))
        pen.ellipse(star, size, size, rgb("#fdfbe8"))
    pen.glow((stage.x(0.3), 34), 40, rgb("#8e5ad0"), 0.35)
    place = (stage.x(stage.chance.choice((0.16, 0.84))), 27)
    pen.glow(place, 24, rgb("#79b8ff"), 0.5)
    pen.ellipse(place, 13, 13, rgb("#3f8fd8"))
    for x, y, size in ((-4.0, -4.0, 4.0), (4, 2, 5), (-5, 6, 3)):
        pen.ellipse((place[0] + x, place[1] + y), size, size * 0.6, rgb("#6fc27a"))
    pen.ellipse((place[0], place[1]), 20, 3.4, None, line=0.7, ink=rgb("#cfd8ff"))
    ground = rgb("#8d8aa3")
    pen.shape(
        [
            (-20, 120),
            (-10, stage.floor + 4),
            (stage.x(0.5), stage.floor - 3),
            (stage.width + 10, stage.floor + 4),
            (stage.width + 20, 120),
        ],
        ground,
        line=0.4,
    )
    for x, y, size in ((0.12, 10.0, 6.0), (0.45, 17, 8), (0.85, 9, 5), (0.7, 24, 9)):
        crater = (stage.x(x), stage.floor + y)
        pen.ellipse(crater, size, size * 0.3, darker(ground, 0.25))
        pen.ellipse((crater[0], crater[1] + 0.5), size * 0.9, size * 0.24, darker(ground, 0.12))
