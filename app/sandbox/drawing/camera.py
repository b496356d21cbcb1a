"""What the shot does: how large people are, where their feet are, how much of the place is seen."""

from dataclasses import dataclass, replace

from app.sandbox.drawing.reading.scene import Shot

FACE_LEVEL = 53.0
"""Where faces are: under the upper third, which belongs to the speech bubbles."""

_HEAD_ABOVE_FEET = 58.0


@dataclass(frozen=True)
class Framing:
    """``scale`` of people and their ``feet``; the rest is about the place."""

    scale: float
    feet: float
    floor: float
    zoom: float = 1.0
    blur: float = 0.0
    prop_scale: float = 1.0
    tilt: float = 0.0

    def fitted(self, aspect: float) -> "Framing":
        """For a picture narrower than high, where people must be smaller."""
        if aspect >= 1:
            return self
        level = self.feet - _HEAD_ABOVE_FEET * self.scale
        scale = self.scale * max(0.4, aspect)
        feet = level + _HEAD_ABOVE_FEET * scale
        return replace(self, scale=scale, feet=feet, prop_scale=self.prop_scale * max(0.4, aspect))


_SCALES = {
    Shot.WIDE: (0.8, 0.8, 0.76),
    Shot.HIGH: (0.76, 0.76, 0.72),
    Shot.MEDIUM: (1.32, 1.26, 1.08),
    Shot.LOW: (1.46, 1.36, 1.14),
    Shot.CLOSE: (2.0, 1.72, 1.24),
    Shot.OVER: (1.36, 1.3, 1.1),
}
"""For one, two and three people."""


def framing(shot: Shot, people: int) -> Framing:
    """For a picture as wide as high."""
    scale = _SCALES[shot][people - 1]
    level = FACE_LEVEL + (4 if shot is Shot.CLOSE else 0)
    feet = level + _HEAD_ABOVE_FEET * scale
    match shot:
        case Shot.WIDE:
            return Framing(scale, feet, 70, prop_scale=0.8)
        case Shot.HIGH:
            return Framing(scale, feet, 50, prop_scale=0.8)
        case Shot.LOW:
            return Framing(scale, feet, 86, zoom=1.1, prop_scale=1.15, tilt=5)
        case Shot.CLOSE:
            return Framing(scale, feet, 80, zoom=1.6, blur=0.7, prop_scale=1.15)
        case Shot.OVER:
            return Framing(scale, feet, 74, zoom=1.25, blur=0.25, prop_scale=1.1)
        case _:
            return Framing(scale, feet, 74, zoom=1.15, prop_scale=1.1)
