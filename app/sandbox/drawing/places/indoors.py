"""Rooms where people work and live."""

from app.sandbox.drawing.colors import Color, darker, lighter, rgb
from app.sandbox.drawing.stage import Stage

_WOOD = rgb("#b98a5e")
_BOOKS = ("#d96c5f", "#5f8fd0", "#e8b950", "#6bb08a", "#9a78c2", "#e08bb0", "#59707f")


def office(stage: Stage) -> None:
    """A wide window over the city, a shelf of files, a cabinet."""
    stage.room(stage.chance.choice((rgb("#e9e4da"), rgb("#dfe6ec"))), rgb("#b7a48f"))
    wide = stage.chance.random() < 0.5
    stage.window(stage.x(0.08 if wide else 0.36), 12, stage.x(0.6 if wide else 0.92), 46, panes=3)
    bookcase(stage, stage.x(0.7 if wide else 0.07), 26, stage.x(0.22))


def bookcase(stage: Stage, left: float, top: float, width: float) -> None:
    """Down to the floor, full of files."""
    pen = stage.pen
    pen.box(left, top, left + width, stage.floor, darker(_WOOD, 0.1), line=0.35)
    level = top + 1.2
    while level + 9 < stage.floor:
        pen.box(left + 1, level, left + width - 1, level + 9, darker(_WOOD, 0.45))
        x = left + 1.6
        while x + 2.4 < left + width - 1:
            thick = 1.2 + 1.2 * stage.chance.random()
            tall = 6 + 2 * stage.chance.random()
            color = rgb(stage.chance.choice(_BOOKS))
            pen.box(x, level + 9 - tall, x + thick, level + 9, color, line=0.2)
            x += thick + 0.15
        level += 10.4


def library(stage: Stage) -> None:
    """Books from wall to wall."""
    stage.room(rgb("#e7d9c3"), rgb("#a9825d"))
    for left in (0.03, 0.29, 0.55, 0.79):
        bookcase(stage, stage.x(left), 6, stage.x(0.2))


def meeting_room(stage: Stage) -> None:
    """A screen with a chart and a long table."""
    stage.room(rgb("#dbe3e8"), rgb("#a79a8d"))
    pen = stage.pen
    pen.box(stage.x(0.24), 14, stage.x(0.76), 46, rgb("#f7fafc"), radius=0.8, line=0.5)
    points = [(0.28, 40), (0.38, 35), (0.48, 37), (0.58, 27), (0.7, 20)]
    for x, y in points:
        pen.box(stage.x(x), y + 2, stage.x(x + 0.04), 43, rgb("#8fb8e0"))
    pen.line([(stage.x(x + 0.02), y) for x, y in points], 0.9, rgb("#e4572e"))
    table = stage.floor + 6
    pen.polygon(
        [
            (stage.x(0.18), table - 4),
            (stage.x(0.82), table - 4),
            (stage.x(1.05), 101),
            (stage.x(-0.05), 101),
        ],
        rgb("#c79f74"),
        line=0.4,
    )


def classroom(stage: Stage) -> None:
    """A blackboard, a clock, rows of desks."""
    stage.room(rgb("#f1e7cf"), rgb("#c9a276"))
    pen = stage.pen
    pen.box(stage.x(0.16), 16, stage.x(0.84), 48, rgb("#a87a4f"), line=0.35)
    pen.box(stage.x(0.175), 17.5, stage.x(0.825), 46.5, rgb("#3f7a61"))
    chalk = rgb("#e9f4e4")
    pen.curve(
        [(stage.x(0.24), 38), (stage.x(0.32), 26), (stage.x(0.42), 36), (stage.x(0.5), 24)],
        0.6,
        chalk,
    )
    pen.ellipse((stage.x(0.68), 31), 6, 6, None, line=0.6, ink=chalk)
    pen.line([(stage.x(0.68), 31), (stage.x(0.68) + 4.4, 27)], 0.6, chalk)
    pen.ellipse((stage.x(0.92), 20), 4.4, 4.4, rgb("#ffffff"), line=0.6)
    pen.line([(stage.x(0.92), 20), (stage.x(0.92), 17)], 0.5)
    pen.line([(stage.x(0.92), 20), (stage.x(0.92) + 2, 21)], 0.5)
    for x in (0.04, 0.38, 0.72):
        left, top = stage.x(x), stage.floor + 8
        pen.polygon(
            [(left + 2, top), (left + 22, top), (left + 25, top + 5), (left - 1, top + 5)],
            rgb("#d9ab77"),
            line=0.3,
        )
        pen.box(left + 2, top + 5, left + 3.4, 101, rgb("#8b8f98"))
        pen.box(left + 20.6, top + 5, left + 22, 101, rgb("#8b8f98"))


def home(stage: Stage) -> None:
    """A sofa, a lamp, a picture, a curtained window."""
    wall = stage.chance.choice((rgb("#f6dfc9"), rgb("#dcead9"), rgb("#f2e6c9")))
    stage.room(wall, rgb("#cda378"))
    pen, cloth = stage.pen, rgb(stage.chance.choice(("#6fa3a0", "#d98f73", "#8b8fc4")))
    stage.window(stage.x(0.12), 14, stage.x(0.4), 42)
    for x in (0.07, 0.41):
        _curtain(stage, stage.x(x), stage.x(0.045), lighter(cloth, 0.5))
    pen.line([(stage.x(0.05), 11), (stage.x(0.48), 11)], 1.0, rgb("#8a6244"))
    pen.box(stage.x(0.62), 18, stage.x(0.82), 34, rgb("#fff8e7"), line=0.6)
    pen.shape(
        [
            (stage.x(0.64), 33),
            (stage.x(0.7), 24),
            (stage.x(0.75), 30),
            (stage.x(0.8), 27),
            (stage.x(0.81), 33),
        ],
        rgb("#9cc79a"),
    )
    seat = stage.floor + 3
    pen.box(stage.x(0.2), seat - 18, stage.x(0.8), seat, cloth, radius=4, line=0.4)
    pen.box(
        stage.x(0.16), seat - 9, stage.x(0.84), seat + 6, lighter(cloth, 0.15), radius=4, line=0.4
    )
    pen.line([(stage.x(0.93), 36), (stage.x(0.93), stage.floor + 2)], 0.9)
    pen.glow((stage.x(0.93), 32), 18, stage.light.lamp, 0.6)
    pen.polygon(
        [
            (stage.x(0.93) - 6, 38),
            (stage.x(0.93) + 6, 38),
            (stage.x(0.93) + 3.6, 28),
            (stage.x(0.93) - 3.6, 28),
        ],
        rgb("#fff0c2"),
        line=0.4,
    )


def _curtain(stage: Stage, left: float, width: float, color: Color) -> None:
    stage.pen.box(left, 11, left + width, 47, color, line=0.35)
    for share in (0.3, 0.65):
        fold = left + width * share
        stage.pen.line([(fold, 12), (fold, 46)], 0.4, darker(color, 0.2))


def hospital(stage: Stage) -> None:
    """A bed, a curtain, a monitor."""
    stage.room(rgb("#dff0ee"), rgb("#c7d8da"))
    pen = stage.pen
    stage.window(stage.x(0.58), 14, stage.x(0.9), 40)
    pen.line([(0, 9), (stage.x(0.5), 9)], 0.8, rgb("#9aa9b5"))
    folds = [(stage.x(0.02 + step * 0.045), 11 if step % 2 else 12) for step in range(9)]
    low = [(x, stage.floor - 4 - (index % 2) * 2) for index, (x, _) in enumerate(reversed(folds))]
    pen.polygon([*folds, *low], rgb("#a8d8d0"), line=0.35)
    top = stage.floor - 6
    pen.box(stage.x(0.52), top, stage.x(0.98), top + 6, rgb("#ffffff"), radius=1.6, line=0.4)
    pen.box(stage.x(0.54), top - 4, stage.x(0.66), top + 1, rgb("#eef4fb"), radius=2, line=0.35)
    pen.box(stage.x(0.66), top - 1, stage.x(0.98), top + 5, rgb("#8cc3e0"), radius=1.6, line=0.35)
    pen.box(stage.x(0.44), 27, stage.x(0.55), 38, rgb("#3b4658"), radius=1, line=0.4)
    beat = [(0.45, 33), (0.475, 33), (0.485, 29), (0.5, 36), (0.51, 33), (0.54, 33)]
    pen.line([(stage.x(x), y) for x, y in beat], 0.5, rgb("#7df0a8"))


def cafe(stage: Stage) -> None:
    """A counter, shelves, hanging lamps."""
    stage.room(rgb("#ead6bd"), rgb("#9c7452"))
    pen = stage.pen
    pen.box(stage.x(0.1), 18, stage.x(0.9), 44, rgb("#6d4c3a"), line=0.35)
    for level in (28, 40):
        pen.box(stage.x(0.1), level, stage.x(0.9), level + 1.4, _WOOD)
        for step in range(14):
            x = stage.x(0.13 + step * 0.056)
            color = rgb(stage.chance.choice(_BOOKS))
            pen.box(
                x - 1.4,
                level - 4 - stage.chance.random() * 2,
                x + 1.4,
                level,
                lighter(color),
                radius=0.6,
                line=0.2,
            )
    for share in (0.25, 0.5, 0.75):
        x = stage.x(share)
        pen.line([(x, 0), (x, 7)], 0.5)
        pen.glow((x, 10), 13, stage.light.lamp, 0.6)
        pen.shape(
            [(x - 3.6, 10.6), (x - 1.4, 6.6), (x + 1.4, 6.6), (x + 3.6, 10.6)],
            rgb("#d9784f"),
            line=0.35,
        )
    counter = stage.floor - 12
    pen.box(-2, counter, stage.width + 2, counter + 3, rgb("#f0ddc0"), line=0.35)
    pen.box(-2, counter + 3, stage.width + 2, stage.floor + 3, rgb("#8e6a4e"), line=0.35)
