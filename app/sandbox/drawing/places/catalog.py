"""Every place by name."""

from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox.drawing.places import (
    indoors,
    local,
    nature,
    public,
    science,
    streets,
    town,
    waters,
    work,
)
from app.sandbox.drawing.stage import Stage


@dataclass(frozen=True)
class Place:
    """``indoors`` keeps the lamps on: the hour tints it less."""

    draw: Callable[[Stage], None]
    indoors: bool


PLACES: dict[str, Place] = {
    "laboratory": Place(science.laboratory, indoors=True),
    "data_center": Place(science.data_center, indoors=True),
    "factory": Place(science.factory, indoors=True),
    "observatory": Place(science.observatory, indoors=False),
    "space": Place(science.space, indoors=False),
    "office": Place(indoors.office, indoors=True),
    "library": Place(indoors.library, indoors=True),
    "meeting_room": Place(indoors.meeting_room, indoors=True),
    "classroom": Place(indoors.classroom, indoors=True),
    "home": Place(indoors.home, indoors=True),
    "hospital": Place(indoors.hospital, indoors=True),
    "cafe": Place(indoors.cafe, indoors=True),
    "stage_hall": Place(public.stage_hall, indoors=True),
    "studio": Place(public.studio, indoors=True),
    "court": Place(public.court, indoors=True),
    "market": Place(public.market, indoors=False),
    "city": Place(streets.city, indoors=False),
    "forest": Place(nature.forest, indoors=False),
    "mountain": Place(nature.mountain, indoors=False),
    "sea": Place(waters.sea, indoors=False),
    "underwater": Place(waters.underwater, indoors=False),
    "farm": Place(nature.farm, indoors=False),
    "desert": Place(nature.desert, indoors=False),
    "arctic": Place(waters.arctic, indoors=False),
    "road": Place(streets.road, indoors=False),
    "power_plant": Place(work.power_plant, indoors=False),
    "rooftop": Place(work.rooftop, indoors=False),
    "construction": Place(work.construction, indoors=False),
    "port": Place(work.port, indoors=False),
    "warehouse": Place(work.warehouse, indoors=True),
    "kitchen": Place(work.kitchen, indoors=True),
    "greenhouse": Place(work.greenhouse, indoors=False),
    "stadium": Place(town.stadium, indoors=False),
    "campus": Place(town.campus, indoors=False),
    "museum": Place(town.museum, indoors=True),
    "station": Place(town.station, indoors=True),
    "airport": Place(town.airport, indoors=True),
    "village": Place(town.village, indoors=False),
    "hanok": Place(town.hanok, indoors=False),
    "playground": Place(town.playground, indoors=False),
    "gym": Place(town.gym, indoors=True),
    "lake": Place(waters.lake, indoors=False),
    "bakery": Place(local.bakery, indoors=True),
    "school_yard": Place(local.school_yard, indoors=False),
    "carriage": Place(local.carriage, indoors=True),
    "flood": Place(local.flood, indoors=False),
    "frozen_lake": Place(local.frozen_lake, indoors=False),
    "workshop": Place(local.workshop, indoors=True),
    "festival": Place(local.festival, indoors=False),
    "garden": Place(nature.garden, indoors=False),
}
