"""Sea, seabed and ice."""

from app.sandbox.drawing.colors import lighter, mix, rgb
from app.sandbox.drawing.stage import Stage


def sea(stage: Stage) -> None:
    """The beach: waves, sand, a far ship."""
    stage.sky()
    pen = stage.pen
    water = mix(rgb("#3f9fd0"), stage.light.sky_low, 0.2)
    pen.gradient((0, stage.floor - 16, stage.width, stage.floor + 8), water, lighter(water, 0.25))
    for _ in range(16):
        x, y = stage.chance.random() * stage.width, stage.floor - 14 + stage.chance.random() * 16
        pen.curve(
            [(x - 3, y), (x - 1, y - 0.7), (x + 1, y), (x + 3, y - 0.5)], 0.4, lighter(water, 0.5)
        )
    ship = pen.at(stage.x(stage.chance.choice((0.2, 0.75))), stage.floor - 15)
    ship.polygon([(-6, 0), (6, 0), (4.4, 2.6), (-4.6, 2.6)], rgb("#d9534a"), line=0.3)
    ship.box(-2.4, -3, 2, 0, rgb("#ffffff"), line=0.3)
    stage.ground(rgb("#ead6a4"), rgb("#f4e6c2"))
    shore = [(stage.x(step / 6), stage.floor + (1.2 if step % 2 else 4)) for step in range(-1, 8)]
    pen.shape(
        [*shore, (stage.width + 20, stage.floor - 4), (-20, stage.floor - 4)], lighter(water, 0.35)
    )
    pen.curve(shore, 0.9, rgb("#ffffff"))


def underwater(stage: Stage) -> None:
    """Rays of light, weeds, bubbles, fish."""
    pen = stage.pen
    pen.gradient((0, 0, stage.width, 101), rgb("#4fc3dc"), rgb("#123a6b"))
    for share in (0.15, 0.4, 0.7):
        x = stage.x(share)
        pen.polygon([(x, -2), (x + 7, -2), (x + 26, 90), (x + 4, 90)], (255, 255, 255, 26))
    pen.shape(
        [
            (-20, 120),
            (-10, stage.floor + 14),
            (stage.x(0.3), stage.floor + 8),
            (stage.x(0.7), stage.floor + 15),
            (stage.width + 20, 120),
        ],
        rgb("#cdb98a"),
        line=0.35,
    )
    for share in (0.05, 0.12, 0.88, 0.95):
        x = stage.x(share)
        pen.curve([(x, 100), (x - 3, 84), (x + 3, 70), (x - 1, 56)], 2.2, rgb("#2f9a72"))
    for _ in range(14):
        center = (stage.chance.random() * stage.width, stage.chance.random() * 80)
        pen.ellipse(center, 1.1, 1.1, (255, 255, 255, 60), line=0.25, ink=rgb("#d8f4fb"))
    for _ in range(4):
        fish = pen.at(
            stage.chance.random() * stage.width,
            14 + stage.chance.random() * 36,
            flip=stage.chance.random() < 0.5,
        )
        color = rgb(stage.chance.choice(("#f79a4b", "#ffd15c", "#f06a8a")))
        fish.polygon([(3, 0), (7, -3), (7, 3)], color, line=0.3)
        fish.ellipse((0, 0), 4.4, 2.5, color, line=0.3)
        fish.ellipse((-2.4, -0.5), 0.5, 0.5, rgb("#222233"))


def arctic(stage: Stage) -> None:
    """Ice floes under a pale sky."""
    stage.sky()
    pen = stage.pen
    stage.ground(rgb("#3f86b5"), rgb("#7fb9d8"))
    for share, size in ((0.12, 1.2), (0.5, 0.8), (0.86, 1.3)):
        berg = pen.at(stage.x(share), stage.floor + 3, size)
        berg.polygon(
            [(-15, 2), (-9, -13), (-3, -8), (3, -19), (11, -6), (15, 2)], rgb("#eef8fd"), line=0.35
        )
        berg.polygon([(3, -19), (11, -6), (15, 2), (4, 2)], rgb("#c9e4f2"))
    pen.shape(
        [
            (-20, 120),
            (-12, 86),
            (stage.x(0.3), 82),
            (stage.x(0.7), 85),
            (stage.width + 12, 82),
            (stage.width + 20, 120),
        ],
        rgb("#f6fbfe"),
        line=0.35,
    )


def lake(stage: Stage) -> None:
    """Still water between hills."""
    stage.sky()
    pen, green = stage.pen, rgb("#6fae6a")
    for share, lift in ((0.1, 16), (0.85, 20), (0.5, 10)):
        x = stage.x(share)
        color = mix(green, stage.light.sky_low, 0.3 + lift / 100)
        hill = [
            (x - 60, stage.floor + 4),
            (x - 16, stage.floor - lift),
            (x + 14, stage.floor - lift),
        ]
        pen.shape([*hill, (x + 60, stage.floor + 4)], color)
    water = mix(rgb("#4fa3cf"), stage.light.sky_low, 0.3)
    stage.ground(water, lighter(water, 0.35))
    for _ in range(14):
        x = stage.chance.random() * stage.width
        y = stage.floor + 3 + stage.chance.random() * (94 - stage.floor)
        pen.curve(
            [(x - 5, y), (x - 2, y - 0.6), (x + 2, y), (x + 5, y - 0.5)], 0.4, lighter(water, 0.5)
        )
    for share in (0.03, 0.07, 0.94, 0.98):
        x = stage.x(share)
        pen.curve(
            [(x, 101), (x - 1, stage.floor + 10), (x + 1, stage.floor - 4)], 0.9, rgb("#5d8f4e")
        )
        pen.ellipse((x + 1, stage.floor - 6), 1.2, 3, rgb("#8a6244"), line=0.3)
