"""What the making of comics says, beside the time that the models' answers alone take."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import mean, median

from app.config.settings import load_settings
from scripts.benchmark.engine.comics.bound import ModelTimes, Slots, shortest_seconds
from scripts.benchmark.engine.comics.breakdown import breakdown
from scripts.benchmark.engine.comics.measure import Making
from scripts.benchmark.engine.comics.workshop import Made
from scripts.benchmark.report import Grid, Part, at_most, memory_grid
from scripts.benchmark.spread import Spread, spread

_OVER_PERCENT = 5
_COLUMNS = (
    "comics",
    "seconds",
    "models' time",
    "% over",
    "latencies alone",
    "% over",
    "chats + pictures",
    "between two pictures ms",
)


@dataclass(frozen=True)
class _Comparison:
    what: str
    taken: Spread
    models: float
    over_models: Spread
    latencies: float
    over_latencies: Spread
    made: Made


def report(making: Making) -> Part:
    """How far above the bound, where the time goes, what the worker's memory does."""
    settings = load_settings()  # the worker inherited them
    slots = Slots(settings.LLM_MAX_CONCURRENCY, settings.IMAGE_MAX_PARALLEL_TASKS)
    compared = _compared(making, slots)
    total = len(making.singles) + 1 + making.many.comics
    return Part(
        f"comic, {making.stored:,} tasks stored",
        (
            _grid(compared, slots, making),
            breakdown(making.singles),
            memory_grid("worker", making.memory, f"{total} comics"),
        ),
        tuple(
            at_most(
                f"{row.what} ({making.stored:,} stored), % over the models' time",
                _OVER_PERCENT,
                row.over_models,
            )
            for row in compared
        ),
        {
            "made": [asdict(made) for made in (*making.singles, making.many)],
            "worker_memory_mb": [asdict(used) for used in making.memory],
        },
    )


def _compared(making: Making, slots: Slots) -> list[_Comparison]:
    first, latency = making.singles[0], making.latency
    configured = ModelTimes(
        len(first.chats), latency["chat"], len(first.panels), latency["txt2img"]
    )
    alone = [(made, _times([made], mean)) for made in making.singles]
    at_once = [(making.many, _times(making.singles, median))]
    return [
        _comparison("a comic alone", alone, configured, slots),
        _comparison(f"{making.many.comics} at once", at_once, configured, slots),
    ]


def _times(alone: Sequence[Made], middle: Callable[[Sequence[float]], float]) -> ModelTimes:
    """As the sandbox measured them while it had nothing else to do."""
    return ModelTimes(
        len(alone[0].chats),
        middle([call.seconds for made in alone for call in made.chats]),
        len(alone[0].panels),
        middle([call.seconds for made in alone for call in made.panels]),
    )


def _comparison(
    what: str, all_: Sequence[tuple[Made, ModelTimes]], configured: ModelTimes, slots: Slots
) -> _Comparison:
    first = all_[0][0]
    bounds = [shortest_seconds(made.comics, times, slots) for made, times in all_]
    least = shortest_seconds(first.comics, configured, slots)
    taken = [made.seconds for made, _ in all_]
    return _Comparison(
        what,
        spread(taken),
        mean(bounds),
        spread([100 * (t / bound - 1) for t, bound in zip(taken, bounds, strict=True)]),
        least,
        spread([100 * (t / least - 1) for t in taken]),
        first,
    )


def _grid(compared: Sequence[_Comparison], slots: Slots, making: Making) -> Grid:
    latency = making.latency
    rows = tuple(
        (
            row.what,
            row.taken.text(2),
            f"{row.models:.2f}",
            row.over_models.text(1),
            f"{row.latencies:.2f}",
            row.over_latencies.text(1),
            f"{len(row.made.chats)} + {len(row.made.panels)}",
            f"{row.made.median_pause_ms():.0f}",
        )
        for row in compared
    )
    notes = (
        f"Sandbox: {latency['chat']} s a chat, {latency['txt2img']} s a picture, and what making "
        f"them takes (in the models' time). Slots: {slots.chat} chats, {slots.image} picture(s).",
        "Models' time: max(C·c + ⌈P/I⌉·i, C·c + ⌈N·P/I⌉·i, ⌈N·C/S⌉·c + ⌈P/I⌉·i); c and i as the "
        "sandbox measured them in the comics made alone (engine/comics/bound.py explains it).",
        "Between two pictures: how long the image server has nothing to do.",
    )
    return Grid(f"만화 (comics), {making.stored:,} tasks stored", _COLUMNS, rows, notes)
