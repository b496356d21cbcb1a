"""Somebody seen from behind, for shots over the shoulder. Same origin as ``draw_figure``."""

from app.sandbox.drawing.colors import darker
from app.sandbox.drawing.figure.hair import draw_back_hair
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.figure.outfit import sleeve_color
from app.sandbox.drawing.pen import Pen

_LINE = 0.5


def draw_from_behind(pen: Pen, look: Look) -> None:
    """Shoulders and the back of the head."""
    cloth = darker(sleeve_color(look) if look.outfit != "vest" else look.color, 0.12)
    shoulders = [(-17, 4), (-16.4, -34), (-12.4, -43.4), (-4, -47), (4, -47), (12.4, -43.4)]
    pen.shape([*shoulders, (16.4, -34), (17, 4)], cloth, line=_LINE)
    pen.box(-3.2, -51, 3.2, -45, darker(look.skin, 0.16), line=0.45)
    head = pen.at(0, -58, 1.14)
    for side in (-1, 1):
        head.ellipse((side * 9.6, 2.2), 1.7, 2.3, darker(look.skin, 0.1), line=_LINE)
    if look.robot:
        head.box(-11.4, -10.6, 11.4, 9.8, (214, 222, 233), radius=8, line=_LINE)
        return
    skull = [(0, -13.2), (8.4, -10.8), (11, -3.6), (10, 4), (6.6, 9.4), (0, 10.6)]
    outline = [*skull, *((-x, y) for x, y in reversed(skull[1:-1]))]
    color = look.skin if look.hair == "bald" else look.hair_color
    head.shape(outline, darker(color, 0.08), line=_LINE)
    draw_back_hair(head, look, 1)
    for x in (-4.6, 0, 4.6):
        head.curve([(x * 0.5, -9), (x, -1), (x * 1.1, 7)], 0.4, darker(color, 0.35))
