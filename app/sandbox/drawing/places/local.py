"""Places of village and city news."""

from app.sandbox.drawing.colors import darker, lighter, mix, rgb
from app.sandbox.drawing.places.town import village
from app.sandbox.drawing.places.waters import lake
from app.sandbox.drawing.props.living import tree
from app.sandbox.drawing.stage import Stage

_CRUST = rgb("#d79a55")
_WOOD = rgb("#a9774c")


def bakery(stage: Stage) -> None:
    """Shelves of loaves, a brick oven with its fire, a counter."""
    stage.room(rgb("#f4e3c8"), rgb("#b58a60"))
    pen = stage.pen
    pen.box(stage.x(0.05), 12, stage.x(0.62), stage.floor - 14, rgb("#7a543a"), line=0.35)
    for level in (26, 38, 50):
        pen.box(stage.x(0.05), level, stage.x(0.62), level + 1.6, _WOOD, line=0.25)
        for step in range(8):
            x = stage.x(0.09 + step * 0.067)
            color = mix(_CRUST, rgb("#f3d3a0"), stage.chance.random() * 0.5)
            pen.ellipse((x, level - 2), 2.7, 2.2, color, line=0.3)
            pen.curve(
                [(x - 1.2, level - 3), (x, level - 3.5), (x + 1.2, level - 3)], 0.4, rgb("#f6e2bd")
            )
    left, right = stage.x(0.7), stage.x(0.97)
    pen.box(left, 16, right, stage.floor, rgb("#b5654a"), line=0.4)
    for row in range(8):
        pen.line([(left, 20 + row * 6), (right, 20 + row * 6)], 0.25, rgb("#8f4a35"))
    middle = (left + right) / 2
    pen.ellipse((middle, 46), 9.4, 9, rgb("#3a2620"), line=0.5)
    pen.glow((middle, 49), 10, rgb("#ff9d3c"), 0.9)
    pen.shape(
        [(middle - 4, 53), (middle - 2, 46), (middle, 50), (middle + 2, 44), (middle + 4, 53)],
        rgb("#ffb347"),
    )
    counter = stage.floor - 9
    pen.box(-2, counter, stage.x(0.66), counter + 3, rgb("#f0ddc0"), line=0.35)
    pen.box(-2, counter + 3, stage.x(0.66), stage.floor + 3, rgb("#8e6a4e"), line=0.35)


def school_yard(stage: Stage) -> None:
    """A long low school behind its yard."""
    stage.sky()
    pen, wall = stage.pen, rgb("#f0dfbf")
    top = stage.floor - 26
    pen.box(stage.x(0.06), top, stage.x(0.94), stage.floor, wall, line=0.4)
    pen.polygon(
        [
            (stage.x(0.03), top),
            (stage.x(0.09), top - 7),
            (stage.x(0.91), top - 7),
            (stage.x(0.97), top),
        ],
        rgb("#b9543f"),
        line=0.4,
    )
    for step in range(8):
        x = stage.x(0.1 + step * 0.105)
        pen.box(
            x,
            top + 6,
            x + stage.x(0.07),
            top + 16,
            stage.light.lamp if stage.light.dark else rgb("#a8d3e6"),
            line=0.35,
        )
    pen.box(stage.x(0.46), top + 10, stage.x(0.54), stage.floor, rgb("#7a5a42"), line=0.4)
    pen.ellipse((stage.x(0.5), top - 3.4), 2.4, 2.4, rgb("#ffffff"), line=0.4)
    stage.ground(rgb("#d8bf8e"), rgb("#cdb180"))
    for share in (0.02, 0.98):
        tree(pen.at(stage.x(share), stage.floor + 4, 1.9), rgb("#5f9f55"))


def carriage(stage: Stage) -> None:
    """Inside a train: windows, seats, luggage racks."""
    stage.room(rgb("#e3e7ea"), rgb("#8b93a0"), tiles=False)
    pen = stage.pen
    pen.box(-1, 8, stage.width + 1, 11, rgb("#9aa5b3"), line=0.35)
    for share in (0.03, 0.36, 0.69):
        stage.window(stage.x(share), 18, stage.x(share + 0.27), 44, panes=1)
    for share in (0.02, 0.26, 0.5, 0.74):
        left = stage.x(share)
        pen.box(
            left,
            stage.floor - 20,
            left + stage.x(0.2),
            stage.floor + 4,
            rgb("#3f6ea8"),
            radius=2,
            line=0.4,
        )
        pen.box(
            left + 2,
            stage.floor - 20,
            left + stage.x(0.2) - 2,
            stage.floor - 15,
            rgb("#f4f1ea"),
            radius=1.4,
            line=0.3,
        )


def flood(stage: Stage) -> None:
    """A village whose houses stand in brown water."""
    village(stage)
    pen, water = stage.pen, mix(rgb("#a58a63"), stage.light.sky_low, 0.15)
    top = stage.floor - 3
    pen.gradient((0, top, stage.width, 101), lighter(water, 0.2), darker(water, 0.1))
    for _ in range(18):
        x = stage.chance.random() * stage.width
        y = top + 3 + stage.chance.random() * (96 - top)
        pen.curve(
            [(x - 5, y), (x - 2, y - 0.7), (x + 2, y), (x + 5, y - 0.5)], 0.4, lighter(water, 0.5)
        )
    for share, turn in ((0.2, 8), (0.62, -12), (0.85, 5)):
        plank = pen.at(stage.x(share), top + 9, turn=turn)
        plank.box(-6, -1, 6, 1, rgb("#8a6a4b"), line=0.35)


def frozen_lake(stage: Stage) -> None:
    """A lake under ice, cracks in it, snow on the banks."""
    lake(stage)
    pen, ice = stage.pen, mix(rgb("#dff0f8"), stage.light.sky_low, 0.2)
    stage.ground(ice, lighter(ice, 0.4))
    pen.shape(
        [
            (-10, stage.floor + 3),
            (stage.x(0.3), stage.floor - 2),
            (stage.x(0.7), stage.floor - 2.4),
            (stage.width + 10, stage.floor + 3),
            (stage.x(0.5), stage.floor + 2),
        ],
        rgb("#ffffff"),
    )
    for share in (0.15, 0.5, 0.8):
        x, y = stage.x(share), stage.floor + 12
        pen.line([(x, y), (x + 7, y + 5), (x + 5, y + 11)], 0.4, darker(ice, 0.25))
        pen.line([(x + 7, y + 5), (x + 15, y + 6)], 0.3, darker(ice, 0.25))


def workshop(stage: Stage) -> None:
    """A bench with a vice, tools on the wall."""
    stage.room(rgb("#e6dcc8"), rgb("#9d7a58"))
    pen = stage.pen
    pen.box(stage.x(0.1), 12, stage.x(0.9), 42, rgb("#b98a5e"), line=0.4)
    for step in range(9):
        x = stage.x(0.16 + step * 0.085)
        pen.box(x - 0.7, 18, x + 0.7, 34, rgb("#5b6a80") if step % 2 else rgb("#8a5a3a"), line=0.3)
        if step % 3 == 0:
            pen.box(x - 3, 16, x + 3, 20, rgb("#5b6a80"), radius=0.6, line=0.3)
        else:
            pen.ellipse((x, 34), 1.8, 1.8, rgb("#d9534a"), line=0.3)
    bench = stage.floor - 8
    pen.box(-2, bench, stage.width + 2, bench + 3, rgb("#d3a36b"), line=0.4)
    pen.box(stage.x(0.05), bench + 3, stage.x(0.12), stage.floor + 6, rgb("#8a5a3a"), line=0.4)
    pen.box(stage.x(0.88), bench + 3, stage.x(0.95), stage.floor + 6, rgb("#8a5a3a"), line=0.4)


def festival(stage: Stage) -> None:
    """Stalls with striped awnings under strings of lanterns."""
    stage.sky()
    pen = stage.pen
    stage.ground(rgb("#d9c193"), rgb("#cdb180"))
    for share in (0.03, 0.37, 0.71):
        left, right = stage.x(share), stage.x(share + 0.26)
        pen.box(left, stage.floor - 14, right, stage.floor + 2, rgb("#c08a55"), line=0.4)
        for at in range(6):
            step = (right - left) / 6
            color = rgb("#e4572e") if at % 2 else rgb("#ffffff")
            pen.box(
                left + at * step,
                stage.floor - 32,
                left + (at + 1) * step,
                stage.floor - 24,
                color,
                line=0.3,
            )
    for step in range(12):
        x, y = stage.x((step + 0.5) / 12), 20 + 4 * abs((step % 4) - 2)
        pen.glow((x, y), 6, stage.light.lamp, 0.6)
        pen.ellipse((x, y), 1.8, 2.3, rgb("#f2b134"), line=0.3)
