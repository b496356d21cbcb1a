"""Every prop by name: how it is drawn, how large, and where it likes to be."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.sandbox.drawing.pen import Pen
from app.sandbox.drawing.props import living, machines, science, things, travel


class Spot(StrEnum):
    """FLOOR stands beside people, TABLE lies before them, AIR floats over them."""

    FLOOR = "floor"
    TABLE = "table"
    AIR = "air"


@dataclass(frozen=True)
class Prop:
    """``size`` multiplies the common height of 20 units."""

    draw: Callable[[Pen], None]
    spot: Spot
    size: float = 1.0


PROPS: dict[str, Prop] = {
    "robot": Prop(machines.robot, Spot.FLOOR, 1.5),
    "computer": Prop(machines.computer, Spot.TABLE),
    "server": Prop(machines.server, Spot.FLOOR, 1.7),
    "chip": Prop(machines.chip, Spot.AIR),
    "phone": Prop(machines.phone, Spot.TABLE, 0.9),
    "camera": Prop(machines.camera, Spot.FLOOR, 1.6),
    "microphone": Prop(machines.microphone, Spot.TABLE, 1.1),
    "megaphone": Prop(machines.megaphone, Spot.AIR, 0.9),
    "drone": Prop(machines.drone, Spot.AIR, 1.1),
    "battery": Prop(machines.battery, Spot.TABLE),
    "solar_panel": Prop(machines.solar_panel, Spot.FLOOR, 1.6),
    "wind_turbine": Prop(machines.wind_turbine, Spot.FLOOR, 2.0),
    "bulb": Prop(machines.bulb, Spot.AIR, 0.9),
    "gear": Prop(machines.gear, Spot.AIR),
    "microscope": Prop(science.microscope, Spot.TABLE, 1.2),
    "telescope": Prop(science.telescope, Spot.FLOOR, 1.6),
    "flask": Prop(science.flask, Spot.TABLE),
    "dna": Prop(science.dna, Spot.AIR, 1.1),
    "atom": Prop(science.atom, Spot.AIR),
    "magnet": Prop(science.magnet, Spot.TABLE, 1.1),
    "brain": Prop(science.brain, Spot.AIR, 1.1),
    "virus": Prop(science.virus, Spot.AIR),
    "pill": Prop(science.pill, Spot.TABLE),
    "syringe": Prop(science.syringe, Spot.TABLE),
    "rocket": Prop(science.rocket, Spot.FLOOR, 1.8),
    "satellite": Prop(science.satellite, Spot.AIR, 1.1),
    "globe": Prop(science.globe, Spot.AIR, 1.1),
    "plant": Prop(living.plant, Spot.FLOOR, 1.4),
    "sprout": Prop(living.sprout, Spot.TABLE),
    "tree": Prop(living.tree_prop, Spot.FLOOR, 2.2),
    "flower": Prop(living.flower, Spot.FLOOR, 1.5),
    "mosquito": Prop(living.mosquito, Spot.AIR),
    "mouse": Prop(living.mouse, Spot.TABLE, 1.1),
    "monkey": Prop(living.monkey, Spot.FLOOR, 1.5),
    "dog": Prop(living.dog, Spot.FLOOR, 1.4),
    "cat": Prop(living.cat, Spot.FLOOR, 1.2),
    "bird": Prop(living.bird, Spot.AIR, 0.8),
    "cow": Prop(living.cow, Spot.FLOOR, 1.9),
    "fish": Prop(living.fish, Spot.AIR, 0.9),
    "chart_up": Prop(things.chart_up, Spot.FLOOR, 1.6),
    "chart_down": Prop(things.chart_down, Spot.FLOOR, 1.6),
    "book": Prop(things.book, Spot.TABLE),
    "books": Prop(things.books, Spot.TABLE),
    "newspaper": Prop(things.newspaper, Spot.TABLE),
    "document": Prop(things.document, Spot.TABLE),
    "money": Prop(things.money, Spot.TABLE),
    "clock": Prop(things.clock, Spot.TABLE),
    "calendar": Prop(things.calendar, Spot.AIR),
    "cup": Prop(things.cup, Spot.TABLE, 0.7),
    "food": Prop(things.food, Spot.TABLE),
    "heart": Prop(things.heart, Spot.AIR, 0.8),
    "shield": Prop(things.shield, Spot.AIR),
    "scales": Prop(things.scales, Spot.TABLE, 1.2),
    "gavel": Prop(things.gavel, Spot.TABLE),
    "trophy": Prop(things.trophy, Spot.TABLE),
    "gift": Prop(things.gift, Spot.TABLE),
    "house": Prop(things.house, Spot.FLOOR, 1.7),
    "recycle": Prop(things.recycle, Spot.FLOOR, 1.4),
    "target": Prop(things.target, Spot.AIR),
    "lock": Prop(things.lock, Spot.AIR),
    "palette": Prop(things.palette, Spot.TABLE),
    "ball": Prop(things.ball, Spot.FLOOR, 0.9),
    "car": Prop(travel.car, Spot.FLOOR, 1.7),
    "bus": Prop(travel.bus, Spot.FLOOR, 1.9),
    "train": Prop(travel.train, Spot.FLOOR, 1.8),
    "airplane": Prop(travel.airplane, Spot.AIR, 1.1),
    "ship": Prop(travel.ship, Spot.FLOOR, 1.6),
    "bicycle": Prop(travel.bicycle, Spot.FLOOR, 1.5),
    "fireworks": Prop(travel.fireworks, Spot.AIR, 1.2),
    "rain": Prop(travel.rain, Spot.AIR),
    "cloud": Prop(travel.cloud, Spot.AIR),
    "snow": Prop(travel.snow, Spot.AIR, 0.8),
    "flame": Prop(travel.flame, Spot.TABLE, 1.1),
    "smoke": Prop(travel.smoke, Spot.FLOOR, 1.6),
}
