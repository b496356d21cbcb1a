"""Places where things are made, moved and powered."""

from app.sandbox.drawing.colors import darker, lighter, mix, rgb
from app.sandbox.drawing.stage import Stage

_STEEL = rgb("#aeb9c6")


def power_plant(stage: Stage) -> None:
    """Cooling towers and pylons."""
    stage.sky()
    stage.ground(rgb("#8fb578"), rgb("#b4cf9c"))
    pen = stage.pen
    for share, size in ((0.2, 1.0), (0.38, 0.8)):
        tower = pen.at(stage.x(share), stage.floor + 2, size)
        for x, y, puff in ((0, -40, 5), (5, -44, 6), (12, -47, 7)):
            tower.ellipse((x, y), puff * 1.3, puff, lighter(stage.light.sky_low, 0.4))
        outline = [(-12, 0), (-8, -16), (-8.6, -34), (8.6, -34), (8, -16), (12, 0)]
        tower.shape(outline, rgb("#d5d9dd"), line=0.4)
    for share, size in ((0.66, 0.8), (0.86, 1.1)):
        pylon = pen.at(stage.x(share), stage.floor + 2, size)
        for side in (-1, 1):
            pylon.line([(side * 6, 0), (side * 1.4, -38)], 0.7, rgb("#6b7485"))
        for y, half in ((-38, 2), (-32, 9), (-26, 7), (-14, 4)):
            pylon.line([(-half, y), (half, y)], 0.7, rgb("#6b7485"))
    wires = [
        (stage.x(share), stage.floor - 32 + dip) for share, dip in ((0.6, 2), (0.76, 6), (1, 0))
    ]
    pen.curve(wires, 0.3, rgb("#6b7485"))


def rooftop(stage: Stage) -> None:
    """Solar panels over the town."""
    stage.sky()
    stage.skyline(-2, stage.width + 2, stage.floor - 4, 26, 12)
    stage.ground(rgb("#b9b2a8"), rgb("#cfc9bf"))
    pen = stage.pen
    pen.box(-1, stage.floor - 8, stage.width + 1, stage.floor, rgb("#d8d2c8"), line=0.35)
    for share in (0.02, 0.27, 0.52, 0.77):
        panel = pen.at(stage.x(share), stage.floor + 2)
        corners = [(0, 0), (18, 0), (22, -13), (4, -13)]
        panel.polygon(corners, rgb("#2f5fa8"), line=0.5)
        for step in (1, 2, 3):
            panel.line([(step * 4.5, 0), (step * 4.5 + 4, -13)], 0.3, rgb("#9fc6f0"))
        panel.line([(2, -6.5), (20, -6.5)], 0.3, rgb("#9fc6f0"))


def construction(stage: Stage) -> None:
    """A frame of floors and a crane."""
    stage.sky()
    stage.ground(rgb("#b99d74"), rgb("#d2b88f"))
    pen = stage.pen
    left, right = stage.x(0.08), stage.x(0.5)
    for level in range(4):
        y = stage.floor - level * 12
        pen.box(left, y - 1.6, right, y, rgb("#9a9da6"), line=0.3)
        for step in range(4):
            x = left + (right - left) * step / 3
            pen.box(x - 0.8, y - 12, x + 0.8, y - 1.6, rgb("#b4b7bf"), line=0.25)
    mast = stage.x(0.78)
    pen.box(mast - 1.4, 10, mast + 1.4, stage.floor, rgb("#f0b429"), line=0.35)
    pen.box(stage.x(0.36), 11, stage.x(0.98), 13.4, rgb("#f0b429"), line=0.35)
    pen.line([(mast, 6), (stage.x(0.4), 11)], 0.4)
    pen.line([(mast, 6), (stage.x(0.96), 11)], 0.4)
    pen.line([(stage.x(0.46), 13), (stage.x(0.46), 24)], 0.4)
    pen.box(stage.x(0.46) - 3, 24, stage.x(0.46) + 3, 27, rgb("#a8734a"), line=0.3)


def port(stage: Stage) -> None:
    """Containers, cranes, the sea."""
    stage.sky()
    pen = stage.pen
    water = mix(rgb("#3f9fd0"), stage.light.sky_low, 0.25)
    pen.gradient((0, stage.floor - 12, stage.width, stage.floor + 1), water, lighter(water, 0.2))
    for share in (0.28, 0.72):
        crane = pen.at(stage.x(share), stage.floor)
        for x in (-7, 7):
            crane.box(x - 1, -40, x + 1, 0, rgb("#d9534a"), line=0.35)
        crane.box(-20, -42, 16, -39, rgb("#d9534a"), line=0.35)
        crane.line([(-14, -39), (-14, -26)], 0.4)
    stage.ground(rgb("#9fa3aa"), rgb("#b8bcc2"))
    colors = ("#e4572e", "#2e86ab", "#3fa34d", "#f2b134", "#8e6bbf")
    for column in range(-1, 8):
        for row in range(1 + (column * 7) % 3):
            box = pen.at(column * stage.x(0.145), stage.floor + 2 - row * 8)
            color = rgb(colors[(column + row * 2) % 5])
            box.box(0, -8, stage.x(0.14), 0, color, line=0.35)
            for rib in (0.25, 0.5, 0.75):
                at = stage.x(0.14) * rib
                box.line([(at, -7), (at, -1)], 0.3, darker(color, 0.3))


def warehouse(stage: Stage) -> None:
    """Shelves of boxes up to the roof."""
    stage.room(rgb("#d9d4ca"), rgb("#b9b4aa"), tiles=False)
    pen = stage.pen
    for left in (0.03, 0.36, 0.69):
        x0, x1 = stage.x(left), stage.x(left + 0.28)
        for level in range(4):
            y = stage.floor - level * 15
            pen.box(x0, y - 1.2, x1, y, rgb("#e08a3c"), line=0.3)
            for step in range(3):
                size = 5.5 + 3 * stage.chance.random()
                x = x0 + 2 + step * (x1 - x0 - 3) / 3
                pen.box(x, y - 1.2 - size, x + size, y - 1.2, rgb("#d3a36b"), line=0.3)
                pen.box(x + size * 0.4, y - 1.2 - size, x + size * 0.6, y - 1.2, rgb("#ead2a6"))
        for x in (x0, x1):
            pen.box(x - 0.7, 2, x + 0.7, stage.floor, _STEEL, line=0.25)


def kitchen(stage: Stage) -> None:
    """Tiles, a stove, steaming pots."""
    stage.room(rgb("#f3ead9"), rgb("#c8a880"))
    pen = stage.pen
    for row in range(5):
        for column in range(0, int(stage.width) + 6, 6):
            if (row + column // 6) % 2:
                y = 22 + row * 6
                pen.box(column, y, column + 6, y + 6, rgb("#e3efe9"))
    for x in (0.04, 0.56):
        pen.box(stage.x(x), 4, stage.x(x + 0.38), 20, rgb("#c98f5e"), line=0.35)
        pen.line([(stage.x(x + 0.19), 5), (stage.x(x + 0.19), 19)], 0.35)
    top = stage.floor - 13
    pen.box(-2, top, stage.width + 2, top + 2.4, rgb("#eef1f4"), line=0.35)
    pen.box(-2, top + 2.4, stage.width + 2, stage.floor + 2, rgb("#b77f52"), line=0.35)
    for share in (0.2, 0.8):
        x = stage.x(share)
        pen.box(x - 7, top - 8, x + 7, top, rgb("#8d97a6"), radius=1, line=0.4)
        pen.box(x - 8, top - 9.4, x + 8, top - 7.6, rgb("#aab3c0"), radius=0.8, line=0.35)
        for shift in (-3, 0, 3):
            steam = [(x + shift, top - 11), (x + shift + 1.6, top - 14), (x + shift, top - 17)]
            pen.curve(steam, 0.7, rgb("#ffffff"))


def greenhouse(stage: Stage) -> None:
    """A glass roof over rows of green."""
    stage.sky()
    pen, middle = stage.pen, stage.x(0.5)
    stage.ground(rgb("#a9825a"), rgb("#c29c70"))
    for step in range(-4, 5):
        x = middle + step * stage.x(0.13)
        pen.line(
            [(x, stage.floor), (x, 30), (middle + step * stage.x(0.07), 4)], 0.5, rgb("#f4f7f4")
        )
    for y in (4, 17, 30, 45):
        pen.line([(0, y), (stage.width, y)], 0.5, rgb("#f4f7f4"))
    pen.polygon(
        [(0, 0), (stage.width, 0), (stage.width, stage.floor), (0, stage.floor)],
        (220, 245, 232, 60),
    )
    for row in range(4):
        level = stage.floor - 1 + row * row * 3.4
        size = 1 + row * 0.4
        for step in range(-6, 7):
            x = middle + step * 9 * size
            for turn in (-38, 0, 38):
                leaf = pen.at(x, level, size * 0.5, turn=turn)
                leaf.shape([(0, 0), (2.4, -6), (0, -11), (-2.4, -6)], rgb("#5fae5b"), line=0.4)
