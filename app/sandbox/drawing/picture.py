"""Draws a prompt: place, props, people, light."""

import math
from random import Random

from PIL import Image, ImageFilter, ImageOps

from app.sandbox.drawing.camera import Framing, framing
from app.sandbox.drawing.colors import WHITE, darker, mix, rgb
from app.sandbox.drawing.effects import draw_effect
from app.sandbox.drawing.figure.behind import draw_from_behind
from app.sandbox.drawing.figure.figure import draw_figure, head_level
from app.sandbox.drawing.figure.mood import Gesture
from app.sandbox.drawing.label import sign
from app.sandbox.drawing.light import Hour, Light, light_of, spotlit, tinted
from app.sandbox.drawing.pen import Pen
from app.sandbox.drawing.places.catalog import PLACES
from app.sandbox.drawing.props.catalog import PROPS, Spot
from app.sandbox.drawing.reading.scene import Person, Scene, Shot, read_scene
from app.sandbox.drawing.setting import Placement, furnish
from app.sandbox.drawing.stage import Stage

_FINE = 3
_COARSE = 2
_FINE_UP_TO = 700_000
"""Pixels up to which the sheet is three times as large as the picture, not twice."""

_TILT_ZOOM = 1.14
_INDOOR_TINT = 0.45
_FIGURE_TINT = 0.34


def draw_picture(prompt: str, seed: int, width: int, height: int) -> Image.Image:
    """The same words, seed and size give the same picture. Blocking: call it in a thread."""
    chance = Random(f"{seed} {prompt}")
    scene = read_scene(prompt, chance)
    scale = _FINE if width * height <= _FINE_UP_TO else _COARSE
    sheet = Image.new("RGB", (width * scale, height * scale))
    shown = framing(scene.shot, len(scene.people)).fitted(width / height)
    light = light_of(scene.hour)
    sheet = _draw_place(sheet, scene, shown, light, chance)
    pen = Pen(sheet, 0, 0, sheet.height / 100)
    _draw_people(pen, scene, shown, chance)
    picture = sheet.reduce(scale)
    picture = tinted(picture, mix(light.tint, WHITE, 1 - _FIGURE_TINT))
    if scene.hour is Hour.SPOTLIGHT:
        picture = spotlit(picture)
    sign(picture)
    return picture


def _draw_place(
    sheet: Image.Image, scene: Scene, shown: Framing, light: Light, chance: Random
) -> Image.Image:
    place = PLACES[scene.place]
    unit = sheet.height / 100 * shown.zoom
    width = sheet.width / unit
    pen = Pen(sheet, 0, 0, unit)
    place.draw(Stage(pen, width, shown.floor / shown.zoom, light, chance))
    if chance.random() < 0.5:
        sheet = ImageOps.mirror(sheet)
    if shown.blur:
        sheet = _blurred(sheet, shown.blur)
    if shown.tilt:
        sheet = _tilted(sheet, chance.choice((-1, 1)) * shown.tilt)
    return tinted(sheet, mix(light.tint, WHITE, _INDOOR_TINT if place.indoors else 0))


def _blurred(sheet: Image.Image, blur: float) -> Image.Image:
    """At a quarter of the size, where it costs little and looks the same."""
    small = sheet.reduce(4)
    small = small.filter(ImageFilter.GaussianBlur(blur * small.height / 100))
    return small.resize(sheet.size, Image.Resampling.BILINEAR)


def _tilted(sheet: Image.Image, degrees: float) -> Image.Image:
    """Turned round its middle, and enlarged so that no corner stays empty."""
    angle, shrink = math.radians(degrees), 1 / _TILT_ZOOM
    cosine, sine = math.cos(angle) * shrink, math.sin(angle) * shrink
    x, y = sheet.width / 2, sheet.height / 2
    matrix = (cosine, sine, x - cosine * x - sine * y, -sine, cosine, y + sine * x - cosine * y)
    affine = Image.Transform.AFFINE
    return sheet.transform(sheet.size, affine, matrix, Image.Resampling.BILINEAR)


def _draw_people(pen: Pen, scene: Scene, shown: Framing, chance: Random) -> None:
    width = 100 * pen.sheet.width / pen.sheet.height
    indoors = PLACES[scene.place].indoors
    setting = furnish(scene.props, scene.people, scene.shot, shown, width, indoors=indoors)
    for prop in setting.behind:
        _draw_prop(pen, prop)
    places = [(index + 0.5) / len(scene.people) * width for index in range(len(scene.people))]
    over = scene.shot is Shot.OVER and len(scene.people) > 1
    for index, (person, x) in enumerate(zip(scene.people, places, strict=True)):
        if not (over and index == 0):
            _draw_person(pen.at(x, shown.feet, shown.scale), person, setting.held)
    if over:
        scale = shown.scale * 1.3
        draw_from_behind(pen.at(places[0] * 0.72, 75 + 58 * scale, scale), scene.people[0].look)
    if setting.table:
        _draw_table(pen, setting.table, width)
    for prop in setting.on_table:
        _draw_prop(pen, prop)


def _draw_person(pen: Pen, person: Person, held: str | None) -> None:
    pen.ellipse((0, 0), 11, 2.2, (20, 16, 40, 60))
    draw_figure(pen, person.look, person.mood)
    head = pen.at(person.mood.facing * 0.7, head_level(person.look), 1.14)
    draw_effect(head, person.mood.feeling, -person.mood.facing or 1)
    if held and person.mood.gesture is Gesture.HOLDING:
        side = person.mood.facing or 1
        PROPS[held].draw(pen.at(side * 10, -37, 0.6))


def _draw_prop(pen: Pen, prop: Placement) -> None:
    local = pen.at(prop.x, prop.y, prop.scale)
    if PROPS[prop.name].spot is Spot.AIR:
        local.glow((0, -10), 17, WHITE, 0.75)
    else:
        local.ellipse((0, 0), 9, 1.6, (20, 16, 40, 50))
    PROPS[prop.name].draw(local)


def _draw_table(pen: Pen, top: float, width: float) -> None:
    wood = rgb("#e8d3b2")
    pen.box(-3, top, width + 3, top + 4.5, wood, line=0.5)
    pen.box(-3, top + 4.5, width + 3, 104, darker(wood, 0.25), line=0.5)
