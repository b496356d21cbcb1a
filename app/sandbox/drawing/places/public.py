"""Places where something is said to many."""

from app.sandbox.drawing.colors import darker, lighter, rgb
from app.sandbox.drawing.stage import Stage


def stage_hall(stage: Stage) -> None:
    """A press conference: curtain, spotlights, a lectern, the heads of the audience."""
    pen = stage.pen
    curtain = stage.chance.choice((rgb("#8c2f3f"), rgb("#31547f"), rgb("#5b4380")))
    pen.gradient((0, 0, stage.width, stage.floor + 1), lighter(curtain, 0.1), darker(curtain, 0.25))
    for step in range(0, int(stage.width) + 8, 7):
        pen.gradient(
            (step, 0, step + 2.4, stage.floor), darker(curtain, 0.25), darker(curtain, 0.45)
        )
    stage.ground(rgb("#8a6a4c"), rgb("#a5825e"))
    pen.box(0, stage.floor, stage.width, stage.floor + 1.2, rgb("#e9c98f"))
    for share in (0.16, 0.5, 0.84):
        x = stage.x(share)
        beam = [
            (x - 1.5, -2),
            (x + 1.5, -2),
            (x + 15, stage.floor + 10),
            (x - 15, stage.floor + 10),
        ]
        pen.polygon(beam, (*stage.light.lamp, 34))
        pen.box(x - 2.4, -1, x + 2.4, 3.4, rgb("#3a3a46"), radius=1, line=0.35)


def studio(stage: Stage) -> None:
    """A newsroom: screens with a map and charts, a curved desk."""
    pen = stage.pen
    pen.gradient((0, 0, stage.width, stage.floor + 1), rgb("#1f3a68"), rgb("#3a6fb0"))
    stage.ground(rgb("#39476b"), rgb("#53658f"))
    pen.box(stage.x(0.08), 12, stage.x(0.58), 44, rgb("#0f2547"), radius=1.4, line=0.5)
    for x, y, across, down in (
        (0.17, 24, 6, 5),
        (0.22, 34, 3, 5),
        (0.34, 22, 6, 4),
        (0.36, 32, 4, 6),
        (0.48, 24, 8, 5),
        (0.53, 37, 3, 2),
    ):
        pen.ellipse((stage.x(x), y), across, down, rgb("#4fa3d8"))
    pen.box(stage.x(0.64), 14, stage.x(0.92), 34, rgb("#0f2547"), radius=1.4, line=0.5)
    bars = (10, 13, 9, 16)
    for index, height in enumerate(bars):
        x = stage.x(0.67 + index * 0.06)
        pen.box(x, 32 - height, x + 3, 32, rgb(("#f2b134", "#e4572e")[index % 2]))
    desk = stage.floor - 2
    pen.shape(
        [
            (stage.x(-0.1), 110),
            (stage.x(0.02), desk),
            (stage.x(0.5), desk - 4),
            (stage.x(0.98), desk),
            (stage.x(1.1), 110),
        ],
        rgb("#dfe6f2"),
        line=0.4,
    )
    pen.shape(
        [
            (stage.x(-0.1), 112),
            (stage.x(0.04), desk + 9),
            (stage.x(0.5), desk + 5),
            (stage.x(0.96), desk + 9),
            (stage.x(1.1), 112),
        ],
        rgb("#3f63a8"),
    )


def court(stage: Stage) -> None:
    """Columns and benches: a parliament or a court."""
    stage.room(rgb("#e6ddcb"), rgb("#9a5f4f"), tiles=False)
    pen = stage.pen
    pen.box(0, 10, stage.width, 15, rgb("#d5c8ae"), line=0.35)
    for share in (0.06, 0.28, 0.72, 0.94):
        x = stage.x(share)
        pen.box(x - 4, 15, x + 4, stage.floor, rgb("#f3ecdd"), line=0.35)
        for groove in (-1.8, 0, 1.8):
            pen.line([(x + groove, 18), (x + groove, stage.floor - 2)], 0.3, rgb("#cdbfa3"))
        pen.box(x - 5.4, 14, x + 5.4, 17, rgb("#e3d8c0"), line=0.35)
    pen.ellipse((stage.x(0.5), 30), 8.5, 8.5, rgb("#d8b45a"), line=0.4)
    pen.ellipse((stage.x(0.5), 30), 5.6, 5.6, rgb("#f0d894"), line=0.3)
    for row in range(2):
        top = stage.floor - 6 + row * 12
        pen.box(
            -2, top, stage.width + 2, top + 8, rgb("#7a5136") if row else rgb("#8d6143"), line=0.35
        )


def market(stage: Stage) -> None:
    """Stalls under striped awnings."""
    stage.sky()
    stage.ground(rgb("#c4b39c"), rgb("#d9cbb6"))
    stage.floor_lines(rgb("#b09f88"))
    for index, share in enumerate((0.02, 0.36, 0.7)):
        left, width = stage.x(share), stage.x(0.28)
        color = rgb(("#e4572e", "#3fa34d", "#2e86ab")[index])
        pen = stage.pen
        pen.box(left + 1, 30, left + width - 1, stage.floor, rgb("#f2e7d3"), line=0.35)
        for stripe in range(7):
            x = left + stripe * width / 7
            shade = color if stripe % 2 else rgb("#fffaf0")
            pen.polygon(
                [(x + 1, 22), (x + width / 7 + 1, 22), (x + width / 7, 33), (x, 33)],
                shade,
                line=0.25,
            )
        pen.box(left, stage.floor - 13, left + width, stage.floor, rgb("#a9764c"), line=0.35)
        for step in range(6):
            fruit = (left + 3 + step * (width - 5) / 5, stage.floor - 14)
            pen.ellipse(
                fruit,
                2.2,
                2.2,
                rgb(stage.chance.choice(("#f2bd3a", "#d94a3d", "#7fb84f"))),
                line=0.25,
            )
