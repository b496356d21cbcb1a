"""Decides the lettering of a whole picture: sizes, places, tails, and what goes below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.services.lettering.arrangement import Arrangement, Placed, arrange
from app.services.lettering.body import Body, captioned
from app.services.lettering.bubble import Box, Bubble, BubbleKind
from app.services.lettering.frame import Frame
from app.services.lettering.speech import Speech, divided
from app.services.lettering.tails import tail_tip
from app.services.lettering.wrapping import wrap

_MOST_DIVISIONS = 2
_SHRINK_COST = 6.5


@dataclass(frozen=True)
class Layout:
    """Bubbles in reading order, and the height of the picture with its captions below."""

    bubbles: tuple[Bubble, ...]
    height: int


def lay_out(frame: Frame, speeches: Sequence[Speech]) -> Layout:
    """Wrap, then shrink, then divide over more bubbles, then continue below the picture."""
    inside, below = list(speeches), list[Speech]()
    while (found := _divided_until_it_fits(frame, inside)) is None:
        if len(inside) == 1 and len(halves := divided(inside, 0)) == 2:
            inside, below = halves[:1], _continued(halves[1], below)
        else:
            below.insert(0, inside.pop())
    captions, height = _captions(frame, below)
    return Layout((*_bubbles(frame, found.placed), *captions), height)


def _divided_until_it_fits(frame: Frame, speeches: list[Speech]) -> Arrangement | None:
    """Whole if possible, else with the longest ones continued in further bubbles."""
    found = _best(frame, speeches)
    for _ in range(_MOST_DIVISIONS):
        if found:
            break
        longest = max(range(len(speeches)), key=lambda index: len(speeches[index].text))
        speeches = divided(speeches, longest)
        found = _best(frame, speeches)
    return found


def _continued(rest: Speech, below: list[Speech]) -> list[Speech]:
    """``rest`` put before what of the same line already went below."""
    if below and below[0].line == rest.line:
        return [replace(rest, text=f"{rest.text} {below[0].text}"), *below[1:]]
    return [rest, *below]


def _best(frame: Frame, speeches: Sequence[Speech]) -> Arrangement | None:
    """Over all font sizes; a smaller one must buy a better arrangement."""
    best: Arrangement | None = None
    sizes = list(frame.font_sizes)
    for size in sizes:
        penalty = _SHRINK_COST * (1 - size / sizes[0])
        if best and best.cost <= penalty:
            break
        found = arrange(frame, speeches, size)
        if found and (best is None or found.cost + penalty < best.cost):
            best = Arrangement(found.placed, found.cost + penalty)
    return best


def _bubbles(frame: Frame, placed: Sequence[Placed]) -> list[Bubble]:
    boxes = [each.box for each in placed]
    return [
        Bubble(
            line=each.speech.line,
            part=each.speech.part,
            speaker=each.speech.speaker,
            kind=each.speech.kind,
            box=each.box,
            rows=each.body.rows,
            font_size=each.body.font_size,
            tail=tail_tip(frame, each, [box for box in boxes if box is not each.box]),
            label=each.body.label,
        )
        for each in placed
    ]


def _caption(speech: Speech, font_size: int, widest: float) -> Body:
    """Always labelled: a speaker who is in the picture has no tail down here."""
    rows = wrap(speech.text, (widest - 1.3 * font_size) / font_size)
    return captioned(rows, font_size, speech.label or speech.speaker)


def _captions(frame: Frame, speeches: Sequence[Speech]) -> tuple[list[Bubble], int]:
    """Full-width boxes under the picture, which grows by what they need."""
    captions: list[Bubble] = []
    top = frame.height + frame.gap
    size = min(frame.font_sizes)
    widest = frame.width - 2 * frame.margin
    for speech in speeches:
        body = _caption(speech, size, widest)
        box = Box(frame.margin, top, frame.margin + body.width, top + body.height)
        captions.append(
            Bubble(
                line=speech.line,
                part=speech.part,
                speaker=speech.speaker,
                kind=BubbleKind.CAPTION,
                box=box,
                rows=body.rows,
                font_size=size,
                label=body.label,
            )
        )
        top = box.bottom + frame.gap
    return captions, round(top + 0.5) if captions else frame.height
