"""The ground that places are drawn on: its size, its horizon, its light, its chance."""

from dataclasses import dataclass
from random import Random

from app.sandbox.drawing.colors import Color, darker, lighter, mix, rgb
from app.sandbox.drawing.light import Hour, Light
from app.sandbox.drawing.pen import Pen


@dataclass(frozen=True)
class Stage:
    """``width`` by 100 units; ``floor`` is the line where wall or sky meets the ground."""

    pen: Pen
    width: float
    floor: float
    light: Light
    chance: Random

    def x(self, share: float) -> float:
        """Units from the left."""
        return share * self.width

    def sky(self) -> None:
        """Down to the floor line, with what shines in it."""
        self.pen.gradient(
            (0, 0, self.width, self.floor + 1), self.light.sky_top, self.light.sky_low
        )
        place = (self.x(self.chance.choice((0.18, 0.8))), self.floor * 0.5)
        if self.light.hour in (Hour.NIGHT, Hour.NEON):
            self.stars(60)
            self.pen.glow((place[0], 20), 16, rgb("#dfe8ff"), 0.5)
            self.pen.ellipse((place[0], 20), 5.2, 5.2, rgb("#fbf6dc"))
            for x, y, size in ((-1.6, -1.2, 1.2), (1.4, 1.4, 0.9), (1.8, -2, 0.6)):
                self.pen.ellipse((place[0] + x, 20 + y), size, size, rgb("#ebe3bd"))
        elif self.light.hour is Hour.SUNSET:
            self.pen.glow((place[0], self.floor - 6), 34, rgb("#ffe08a"), 0.8)
            self.pen.ellipse((place[0], self.floor - 5), 8, 8, rgb("#fff0b8"))
        elif self.light.hour in (Hour.DAY, Hour.MORNING):
            self.pen.glow((place[0], 16), 22, rgb("#fff7cf"), 0.7)
        if not self.light.dark:
            self.clouds()

    def stars(self, count: int) -> None:
        """Small lights all over the sky."""
        for _ in range(count):
            star = (self.chance.random() * self.width, self.chance.random() * self.floor * 0.9)
            size = self.chance.choice((0.18, 0.25, 0.4))
            self.pen.ellipse(star, size, size, rgb("#fdf9e3"))

    def clouds(self) -> None:
        """Two or three."""
        color = mix(rgb("#ffffff"), self.light.sky_low, 0.35)
        for _ in range(3):
            cloud = self.pen.at(self.chance.random() * self.width, 8 + self.chance.random() * 22)
            for x, y, size in ((-6, 0, 3.2), (-1.6, -1.8, 4.4), (3.4, -0.6, 3.6), (7, 0.6, 2.4)):
                cloud.ellipse((x, y), size * 1.3, size * 0.8, color)

    def ground(self, near: Color, far: Color) -> None:
        """From the floor line to the lower edge."""
        self.pen.gradient((0, self.floor, self.width, 101), far, near)

    def room(self, wall: Color, floor: Color, *, tiles: bool = True, side: int = 0) -> None:
        """A back wall, a floor whose lines run to the vanishing point, and one side wall."""
        self.pen.gradient(
            (0, 0, self.width, self.floor + 1), lighter(wall, 0.12), darker(wall, 0.05)
        )
        self.ground(floor, darker(floor, 0.12))
        if tiles:
            self.floor_lines(darker(floor, 0.2))
        self.pen.box(0, self.floor - 1.6, self.width, self.floor, darker(wall, 0.22))
        side = side or self.chance.choice((-1, 1))
        edge, depth = (0.0, 13.0) if side < 0 else (self.width, self.width - 13)
        lower = self.floor + (100 - self.floor) * 0.85
        corners = [(edge, 0.0), (depth, 0.0), (depth, self.floor), (edge, lower)]
        self.pen.polygon(corners, darker(wall, 0.1))
        self.pen.line([(depth, 0), (depth, self.floor)], 0.3, darker(wall, 0.35))

    def floor_lines(self, ink: Color) -> None:
        """Perspective."""
        middle, eye = self.x(0.5), self.floor - 22
        for step in range(-9, 10):
            low = middle + step * 22
            share = (self.floor - eye) / (101 - eye)
            self.pen.line([(low, 101), (middle + (low - middle) * share, self.floor)], 0.25, ink)
        for step in range(1, 5):
            level = self.floor + (101 - self.floor) * (step / 4.6) ** 1.7
            self.pen.line([(0, level), (self.width, level)], 0.25, ink)

    def window(
        self, left: float, top: float, right: float, bottom: float, *, panes: int = 2
    ) -> None:
        """Sky behind a frame, with a skyline in it."""
        frame = rgb("#f4f1ea")
        self.pen.box(left - 1, top - 1, right + 1, bottom + 1, frame, line=0.3)
        self.pen.gradient((left, top, right, bottom), self.light.sky_top, self.light.sky_low)
        self.skyline(left, right, bottom, (bottom - top) * 0.55, 9)
        for pane in range(1, panes):
            x = left + (right - left) * pane / panes
            self.pen.line([(x, top), (x, bottom)], 0.7, frame)
        self.pen.box(left - 1.6, bottom + 0.6, right + 1.6, bottom + 2, frame, line=0.3)

    def skyline(self, left: float, right: float, base: float, tallest: float, count: int) -> None:
        """A row of distant buildings."""
        step = (right - left) / count
        for index in range(count):
            height = tallest * (0.35 + 0.65 * self.chance.random())
            color = mix(self.light.sky_low, rgb("#56699b"), 0.35 + 0.2 * self.chance.random())
            start = left + index * step
            self.pen.box(start, base - height, start + step, base, color)
            self._lit_windows(start, base - height, start + step, base)

    def _lit_windows(self, left: float, top: float, right: float, bottom: float) -> None:
        glow = self.light.lamp if self.light.dark else lighter(self.light.sky_low, 0.3)
        across = max(1, int((right - left) / 2.2))
        for column in range(across):
            for row in range(int((bottom - top - 1) / 2.8)):
                if self.chance.random() < 0.55:
                    x = left + (column + 0.5) * (right - left) / across
                    y = top + 1.4 + row * 2.8
                    self.pen.box(x - 0.45, y - 0.6, x + 0.45, y + 0.6, glow)
