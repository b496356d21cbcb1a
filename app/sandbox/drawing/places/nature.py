"""Land: forests, mountains, fields, deserts."""

from app.sandbox.drawing.colors import darker, mix, rgb
from app.sandbox.drawing.props.living import tree
from app.sandbox.drawing.stage import Stage

_LEAF = rgb("#5fa860")


def forest(stage: Stage) -> None:
    """Hills, trees, a path."""
    stage.sky()
    pen, green = stage.pen, rgb("#7cbf6b")
    for lift, share in ((16, 0.55), (8, 0.3)):
        color = mix(green, stage.light.sky_low, share)
        hill = [
            (stage.x(step / 4), stage.floor - lift * (0.6 + 0.6 * stage.chance.random()))
            for step in range(5)
        ]
        pen.shape(
            [
                (-30, 120),
                (-20, stage.floor - lift * 0.5),
                *hill,
                (stage.width + 20, stage.floor),
                (stage.width + 30, 120),
            ],
            color,
        )
    stage.ground(rgb("#6fb35f"), rgb("#93cf7e"))
    middle = stage.x(0.5)
    pen.shape(
        [
            (middle - 22, 108),
            (middle - 6, stage.floor + 12),
            (middle - 1, stage.floor),
            (middle + 3, stage.floor),
            (middle + 4, stage.floor + 12),
            (middle + 24, 108),
        ],
        rgb("#e3cfa2"),
    )
    for share, size in ((0.05, 1.5), (0.2, 0.95), (0.8, 1.0), (0.96, 1.6)):
        color = mix(_LEAF, rgb(stage.chance.choice(("#3f8f5a", "#86b84f", "#4f9f86"))), 0.5)
        tree(pen.at(stage.x(share), stage.floor + 4 + size * 5, size), color)


def mountain(stage: Stage) -> None:
    """Snowy peaks over a meadow."""
    stage.sky()
    pen = stage.pen
    for share, height in ((0.15, 36), (0.78, 40), (0.45, 48)):
        x, top = stage.x(share), stage.floor - height
        color = mix(rgb("#7f8fb0"), stage.light.sky_low, 0.25)
        pen.polygon([(x - 34, stage.floor + 1), (x, top), (x + 34, stage.floor + 1)], color)
        pen.polygon([(x, top), (x + 34, stage.floor + 1), (x + 6, stage.floor + 1)], darker(color))
        pen.polygon(
            [
                (x - 9, top + 13),
                (x, top),
                (x + 9, top + 13),
                (x + 4, top + 10),
                (x, top + 15),
                (x - 4, top + 10),
            ],
            rgb("#fbfdff"),
        )
    stage.ground(rgb("#79b567"), rgb("#9fd08a"))


def farm(stage: Stage) -> None:
    """Rows of crops, a barn, a fence."""
    stage.sky()
    pen = stage.pen
    hills = mix(rgb("#8fc77e"), stage.light.sky_low, 0.4)
    pen.shape(
        [
            (-20, 110),
            (-10, stage.floor - 3),
            (stage.x(0.3), stage.floor - 10),
            (stage.x(0.7), stage.floor - 4),
            (stage.width + 20, stage.floor - 8),
            (stage.width + 20, 110),
        ],
        hills,
    )
    stage.ground(rgb("#a9793f"), rgb("#c79a5e"))
    middle, eye = stage.x(0.5), stage.floor - 12
    for step in range(-7, 8):
        for row in range(7):
            level = stage.floor + 2 + row * row * 0.75
            x = middle + step * 9 * (level - eye) / (stage.floor - eye) * 0.8
            size = 0.7 + row * 0.28
            pen.ellipse((x, level), 1.7 * size, 1.5 * size, rgb("#5da64b"))
            pen.ellipse(
                (x - 0.4 * size, level - 0.5 * size), 0.9 * size, 0.8 * size, rgb("#86c86b")
            )
    barn = pen.at(stage.x(stage.chance.choice((0.14, 0.86))), stage.floor + 1)
    barn.box(-10, -14, 10, 0, rgb("#c9483f"), line=0.4)
    barn.polygon([(-12, -13), (-7, -21), (7, -21), (12, -13)], rgb("#7d3b36"), line=0.4)
    barn.box(-3.4, -9, 3.4, 0, rgb("#f4e6d0"), line=0.35)


def desert(stage: Stage) -> None:
    """Dunes and cactuses."""
    stage.sky()
    stage.ground(rgb("#d9a95f"), rgb("#ecc98a"))
    pen = stage.pen
    for share, lift in ((0.2, 9), (0.7, 12)):
        x = stage.x(share)
        pen.shape(
            [
                (x - 50, stage.floor + 6),
                (x - 14, stage.floor - lift * 0.6),
                (x, stage.floor - lift),
                (x + 22, stage.floor - 3),
                (x + 50, stage.floor + 6),
            ],
            rgb("#e3b873"),
        )
    for share in (0.08, 0.92):
        cactus = pen.at(stage.x(share), stage.floor + 12)
        cactus.tube([(0, 0), (0, -22)], 4, rgb("#5c9a5b"), 0.4)
        cactus.tube([(0, -8), (5, -9), (5.4, -15)], 2.8, rgb("#5c9a5b"), 0.4)
        cactus.tube([(0, -11), (-5, -12), (-5.4, -18)], 2.8, rgb("#5c9a5b"), 0.4)


def garden(stage: Stage) -> None:
    """Flowers before a fence."""
    stage.sky()
    pen = stage.pen
    stage.ground(rgb("#7fc06b"), rgb("#a5d78f"))
    for share in (0.0, 1.0):
        tree(pen.at(stage.x(share), stage.floor + 2, 1.3), rgb("#63ad5c"))
    for step in range(-1, int(stage.width / 7) + 1):
        x = step * 7
        pen.polygon(
            [
                (x, stage.floor + 1),
                (x, stage.floor - 13),
                (x + 2, stage.floor - 16),
                (x + 4, stage.floor - 13),
                (x + 4, stage.floor + 1),
            ],
            rgb("#fffaf0"),
            line=0.3,
        )
    for y in (stage.floor - 10, stage.floor - 4):
        pen.box(-1, y, stage.width + 1, y + 1.6, rgb("#fffaf0"), line=0.3)
    for _ in range(46):
        depth = stage.chance.random() ** 0.7
        level = stage.floor + 2 + depth * (98 - stage.floor)
        flower = pen.at(stage.chance.random() * stage.width, level, 0.35 + depth * 0.5)
        color = rgb(stage.chance.choice(("#ef7d9d", "#f8c63d", "#ffffff", "#b58be0", "#f2793f")))
        flower.line([(0, 0), (0, -6)], 0.8, rgb("#4f9a4b"))
        for turn in range(0, 360, 72):
            flower.at(0, -7.4, turn=turn).ellipse((0, -2), 1.4, 1.9, color)
        flower.ellipse((0, -7.4), 1.2, 1.2, rgb("#f6d365"))
