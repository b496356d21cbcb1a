"""Places where people gather, travel and play."""

from app.sandbox.drawing.colors import darker, lighter, mix, rgb
from app.sandbox.drawing.props.living import tree
from app.sandbox.drawing.stage import Stage


def stadium(stage: Stage) -> None:
    """Stands full of people round a field."""
    stage.sky()
    pen = stage.pen
    for row in range(7):
        top = 30 + row * (stage.floor - 30) / 7
        shade = rgb("#7286a8") if row % 2 else rgb("#8296b6")
        pen.box(-1, top, stage.width + 1, stage.floor, shade)
        for step in range(int(stage.width / 3)):
            color = rgb(
                stage.chance.choice(("#e4572e", "#f2b134", "#ffffff", "#3fa34d", "#2e86ab"))
            )
            pen.ellipse((step * 3 + (row % 2) * 1.5, top + 2.4), 1.0, 1.2, color)
    for share in (0.08, 0.92):
        x = stage.x(share)
        pen.line([(x, 30), (x, 8)], 0.9, rgb("#6b7485"))
        pen.box(x - 6, 4, x + 6, 10, rgb("#fff6cf"), radius=0.8, line=0.35)
    stage.ground(rgb("#4f9f4f"), rgb("#6fb862"))
    pen.line([(0, stage.floor + 3), (stage.width, stage.floor + 3)], 0.5, rgb("#ffffff"))
    pen.ellipse((stage.x(0.5), stage.floor + 20), 26, 7, None, line=0.6, ink=rgb("#ffffff"))


def museum(stage: Stage) -> None:
    """Pictures on the wall, cases under glass."""
    stage.room(rgb("#e4ddd1"), rgb("#b08d6a"))
    pen = stage.pen
    for share, color in ((0.08, "#7fa6c9"), (0.4, "#c98f6a"), (0.72, "#8fae7f")):
        left = stage.x(share)
        pen.box(left, 14, left + stage.x(0.2), 36, rgb("#c9a24b"), line=0.5)
        pen.box(left + 1.4, 15.4, left + stage.x(0.2) - 1.4, 34.6, rgb(color))
        hill = [
            (left + 1.4, 34.6),
            (left + 6, 26),
            (left + 11, 31),
            (left + stage.x(0.2) - 1.4, 25),
        ]
        pen.polygon([*hill, (left + stage.x(0.2) - 1.4, 34.6)], darker(rgb(color), 0.3))
        pen.glow((left + stage.x(0.1), 10), 12, stage.light.lamp, 0.4)
    for share in (0.16, 0.84):
        x = stage.x(share)
        pen.box(x - 7, stage.floor - 6, x + 7, stage.floor + 8, rgb("#6d5a4a"), line=0.35)
        pen.box(
            x - 6.4, stage.floor - 18, x + 6.4, stage.floor - 6, (225, 240, 246, 150), line=0.35
        )
        pen.shape(
            [
                (x - 3, stage.floor - 7),
                (x - 3.6, stage.floor - 12),
                (x, stage.floor - 15),
                (x + 3.6, stage.floor - 12),
                (x + 3, stage.floor - 7),
            ],
            rgb("#b5734a"),
            line=0.35,
        )


def station(stage: Stage) -> None:
    """A platform with a train standing."""
    stage.room(rgb("#d5dde3"), rgb("#c3bfb8"))
    pen = stage.pen
    pen.box(0, 4, stage.width, 9, rgb("#5b6a80"), line=0.35)
    for share in (0.12, 0.5, 0.88):
        pen.box(
            stage.x(share) - 1.4, 9, stage.x(share) + 1.4, stage.floor, rgb("#7b8898"), line=0.3
        )
    pen.box(stage.x(0.3), 12, stage.x(0.7), 19, rgb("#24344f"), radius=1, line=0.35)
    pen.line([(stage.x(0.34), 15.5), (stage.x(0.54), 15.5)], 0.9, rgb("#ffcf5c"))
    pen.box(-4, 26, stage.width + 4, stage.floor - 1, rgb("#f1f4f7"), line=0.4)
    pen.box(-4, stage.floor - 12, stage.width + 4, stage.floor - 7, rgb("#3f78bf"))
    for step in range(7):
        left = stage.x(0.02 + step * 0.145)
        pen.box(left, 31, left + stage.x(0.1), 44, rgb("#bfe0ee"), radius=1, line=0.35)
    pen.box(-1, stage.floor + 3, stage.width + 1, stage.floor + 5, rgb("#f2c230"))


def airport(stage: Stage) -> None:
    """Planes behind a glass front."""
    stage.sky()
    pen = stage.pen
    pen.gradient(
        (0, stage.floor - 12, stage.width, stage.floor + 1), rgb("#a9b0ba"), rgb("#c3c9d0")
    )
    for share, size in ((0.3, 1.2), (0.78, 0.8)):
        plane = pen.at(stage.x(share), stage.floor - 9, size)
        plane.shape(
            [(-18, -2), (10, -4), (17, -1), (10, 1.6), (-17, 1.6)], rgb("#ffffff"), line=0.4
        )
        plane.polygon([(-17, -2), (-20, -11), (-15, -11), (-10, -2.6)], rgb("#3f78bf"), line=0.4)
        plane.polygon([(-2, 0), (4, 0), (-5, 6), (-9, 6)], rgb("#b5c3d3"), line=0.4)
    stage.ground(rgb("#cdd3d9"), rgb("#e0e4e8"))
    stage.floor_lines(rgb("#b9c0c8"))
    for step in range(6):
        pen.box(
            stage.x(step * 0.2) - 0.7, 0, stage.x(step * 0.2) + 0.7, stage.floor, rgb("#66758a")
        )
    for y in (0.0, 24.0, stage.floor - 1):
        pen.box(0, y, stage.width, y + 1.4, rgb("#66758a"))


def village(stage: Stage) -> None:
    """Cottages on a hill."""
    stage.sky()
    pen, green = stage.pen, rgb("#86c274")
    far = mix(green, stage.light.sky_low, 0.4)
    pen.shape(
        [
            (-30, 120),
            (-16, stage.floor - 6),
            (stage.x(0.35), stage.floor - 16),
            (stage.x(0.8), stage.floor - 8),
            (stage.width + 30, 120),
        ],
        far,
    )
    stage.ground(rgb("#74b463"), green)
    places = (
        (0.08, 1.0, "#d0604a"),
        (0.3, 0.7, "#5f86b5"),
        (0.72, 0.75, "#c98a3f"),
        (0.93, 1.05, "#7d8f5a"),
    )
    for share, size, roof in places:
        house = pen.at(stage.x(share), stage.floor + 2, size)
        house.box(-9, -14, 9, 0, rgb("#f6ead2"), line=0.4)
        house.polygon([(-11.6, -13), (0, -25), (11.6, -13)], rgb(roof), line=0.4)
        house.box(-2.4, -8, 2.4, 0, rgb("#8a6244"), line=0.35)
        glass = stage.light.lamp if stage.light.dark else rgb("#bfe6f7")
        for x in (-5.8, 5.8):
            house.box(x - 1.7, -10, x + 1.7, -6, glass, line=0.35)
    tree(pen.at(stage.x(0.52), stage.floor + 2, 0.8), rgb("#5fa860"))


def hanok(stage: Stage) -> None:
    """The yard of a house with a tiled roof."""
    stage.sky()
    stage.ground(rgb("#cdb48f"), rgb("#dcc8a8"))
    pen = stage.pen
    wood, tile = rgb("#7a5236"), rgb("#4b5263")
    top = stage.floor - 24
    pen.box(stage.x(0.12), top, stage.x(0.88), stage.floor - 3, rgb("#f3ead8"), line=0.35)
    for step in range(7):
        x = stage.x(0.12 + step * 0.127)
        pen.box(x - 1.1, top, x + 1.1, stage.floor - 3, wood, line=0.3)
    for step in range(6):
        x0, x1 = stage.x(0.14 + step * 0.127), stage.x(0.225 + step * 0.127)
        for share in (0.33, 0.66):
            pen.line(
                [(x0 + (x1 - x0) * share, top + 4), (x0 + (x1 - x0) * share, stage.floor - 6)],
                0.3,
                wood,
            )
        for y in (top + 9, top + 14):
            pen.line([(x0, y), (x1, y)], 0.3, wood)
    roof = [
        (stage.x(0.02), top + 2),
        (stage.x(0.16), top - 6),
        (stage.x(0.3), top - 18),
        (stage.x(0.7), top - 18),
        (stage.x(0.84), top - 6),
        (stage.x(0.98), top + 2),
    ]
    pen.shape([*roof, (stage.x(0.5), top - 2)], tile, line=0.45)
    for step in range(11):
        share = step / 10
        start = (stage.x(0.3 + 0.4 * share), top - 17)
        pen.line([start, (stage.x(0.1 + 0.8 * share), top - 1.6)], 0.4, lighter(tile, 0.25))
    pen.box(
        stage.x(0.08), stage.floor - 3, stage.x(0.92), stage.floor + 2, rgb("#b9b2a6"), line=0.35
    )


def playground(stage: Stage) -> None:
    """A slide and swings."""
    stage.sky()
    stage.ground(rgb("#8fc47a"), rgb("#b2da9a"))
    pen = stage.pen
    for share in (0.02, 0.98):
        tree(pen.at(stage.x(share), stage.floor + 2, 1.1), rgb("#5fa860"))
    slide = pen.at(stage.x(0.26), stage.floor + 3)
    for x in (-10, -4):
        slide.line([(x, 0), (x, -26)], 1.1, rgb("#4f86c6"))
    for y in (-6, -12, -18):
        slide.line([(-10, y), (-4, y)], 0.8, rgb("#4f86c6"))
    slide.polygon([(-11, -26), (-7, -33), (-3, -26)], rgb("#e4572e"), line=0.4)
    slide.curve([(-4, -24), (4, -14), (12, -3), (17, -1)], 3.4, rgb("#f2b134"))
    swing = pen.at(stage.x(0.76), stage.floor + 3)
    for x in (-14, 14):
        swing.line([(x, 0), (x * 0.8, -28)], 1.2, rgb("#d9534a"))
    swing.line([(-11.4, -28), (11.4, -28)], 1.2, rgb("#d9534a"))
    for x in (-5, 5):
        swing.line([(x - 1.6, -28), (x - 1.6, -8)], 0.4)
        swing.line([(x + 1.6, -28), (x + 1.6, -8)], 0.4)
        swing.box(x - 2.6, -8.6, x + 2.6, -7.2, rgb("#8a6244"), line=0.3)


def gym(stage: Stage) -> None:
    """Mirrors, weights, a treadmill."""
    stage.room(rgb("#d8dde6"), rgb("#6d7486"))
    pen = stage.pen
    pen.box(stage.x(0.08), 12, stage.x(0.92), 44, rgb("#eaf3f8"), line=0.4)
    for share in (0.36, 0.64):
        pen.line([(stage.x(share), 12), (stage.x(share), 44)], 0.4, rgb("#a9b7c6"))
    rack = stage.floor - 8
    pen.box(stage.x(0.06), rack, stage.x(0.44), rack + 1.6, rgb("#454c5e"), line=0.3)
    for step in range(5):
        x = stage.x(0.1 + step * 0.075)
        for side in (-1, 1):
            pen.ellipse((x + side * 2.2, rack - 2.4), 1.5, 2.4, rgb("#3a4050"), line=0.3)
        pen.line([(x - 2, rack - 2.4), (x + 2, rack - 2.4)], 0.9, rgb("#8b95a8"))
    mill = pen.at(stage.x(0.78), stage.floor + 3)
    mill.polygon([(-16, 0), (12, -3), (12, 0), (-16, 3)], rgb("#3a4050"), line=0.4)
    mill.line([(10, -2), (14, -24)], 1.4, rgb("#8b95a8"))
    mill.box(9, -28, 16, -22, rgb("#454c5e"), radius=0.8, line=0.4)


def campus(stage: Stage) -> None:
    """A brick building behind a lawn with trees."""
    stage.sky()
    pen, brick = stage.pen, rgb("#b8654c")
    left, right, top = stage.x(0.14), stage.x(0.86), stage.floor - 34
    pen.box(left, top, right, stage.floor, brick, line=0.4)
    pen.polygon(
        [(stage.x(0.4), top), (stage.x(0.5), top - 10), (stage.x(0.6), top)],
        lighter(brick, 0.15),
        line=0.4,
    )
    pen.ellipse((stage.x(0.5), top - 3.4), 2.4, 2.4, rgb("#fff8e7"), line=0.4)
    glass = stage.light.lamp if stage.light.dark else rgb("#cfe8f3")
    for row in range(3):
        for column in range(8):
            x, y = left + 4 + column * (right - left - 11) / 7, top + 4 + row * 9.6
            pen.box(x, y, x + 3.4, y + 5.6, glass, line=0.3)
    pen.box(stage.x(0.46), stage.floor - 10, stage.x(0.54), stage.floor, rgb("#6d4a35"), line=0.4)
    stage.ground(rgb("#6fb35f"), rgb("#93cf7e"))
    middle = stage.x(0.5)
    path = [
        (middle - 3, stage.floor),
        (middle + 3, stage.floor),
        (middle + 22, 101),
        (middle - 22, 101),
    ]
    pen.polygon(path, rgb("#dccdae"))
    for share, size in ((0.06, 1.2), (0.94, 1.25), (0.24, 0.75), (0.77, 0.75)):
        tree(pen.at(stage.x(share), stage.floor + 3, size), rgb("#62ab5a"))
