"""What was measured beside what was asked for."""

from scripts.benchmark.outfits.messages import AT_ONCE, MODEL_SECONDS, OUTFITS, Paged
from scripts.benchmark.outfits.reading import Read
from scripts.benchmark.report import Grid, Part, at_most
from scripts.benchmark.spread import ratio, spread

_WRITTEN_SECONDS = 4.3
_CACHED_MS = 100
_TIMES_BARE = 2


def messages_report(paged: Paged) -> Part:
    """A page of messages, written and cached."""
    written = spread(paged.written)
    cached = spread([seconds * 1e3 for seconds in paged.cached])
    least = -(-OUTFITS // AT_ONCE) * MODEL_SECONDS
    rows = (
        (f"{OUTFITS} outfits, written s", written.text(2), f"{least:.2f}"),
        (f"the same {OUTFITS} again, ms", cached.text(0), "0"),
    )
    notes = (f"A model that takes {MODEL_SECONDS:g} s, {AT_ONCE} at a time; pictures included.",)
    return Part(
        "messages",
        (Grid("추천 메시지 (messages)", ("page", "taken", "the model alone"), rows, notes),),
        (
            at_most(f"{OUTFITS} messages of {MODEL_SECONDS:g} s, s", _WRITTEN_SECONDS, written),
            at_most(f"the same {OUTFITS} again, ms", _CACHED_MS, cached, digits=0),
        ),
        {"written_seconds": paged.written, "cached_seconds": paged.cached},
    )


def reading_report(reads: list[Read]) -> Part:
    """The page beside its rows."""
    times = [(read, ratio(read.page_ms, read.bare_ms)) for read in reads]
    rows = tuple(
        (
            str(read.limit),
            spread(read.page_ms).text(2),
            spread(read.bare_ms).text(2),
            spread(read.rows_ms).text(2),
            over.text(2),
        )
        for read, over in times
    )
    columns = ("outfits", "page ms", "bare read ms", "rows alone ms", "page / bare read")
    notes = (
        "Page: over HTTP, no model. Bare read: its four statements (user, ranking with the total, "
        "outfits, items)",
        "on one connection, without HTTP and JSON. Rows alone: the last two, the ids known.",
    )
    return Part(
        "page",
        (Grid("모델 없는 페이지 (page without a model)", columns, rows, notes),),
        tuple(
            at_most(f"page of {read.limit}, times the bare read", _TIMES_BARE, over)
            for read, over in times
        ),
        {
            str(read.limit): {
                "page_ms": read.page_ms,
                "bare_ms": read.bare_ms,
                "rows_ms": read.rows_ms,
            }
            for read in reads
        },
    )
