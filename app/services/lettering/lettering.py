"""Letters a finished picture: its dialogue as speech bubbles."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from app.domain.comic import DialogueLine
from app.services.lettering.bubble import Bubble
from app.services.lettering.frame import Frame
from app.services.lettering.ink import draw_bubbles
from app.services.lettering.layout import lay_out
from app.services.lettering.speech import speeches

_BELOW = "#f4f1ea"
"""Ground of the captions under the picture."""


@dataclass(frozen=True)
class LetteredPanel:
    """The lettered PNG. It is taller than the picture only when the text needed a caption below."""

    png: bytes
    width: int
    height: int
    bubbles: tuple[Bubble, ...]


def letter_panel(
    image: bytes, lines: Sequence[DialogueLine], speakers: Sequence[str]
) -> LetteredPanel:
    """Draw ``lines`` onto ``image``; ``speakers`` are those in the picture, left to right.

    Blocking: call it through ``asyncio.to_thread``.
    """
    with Image.open(BytesIO(image)) as opened:
        picture = opened.convert("RGB")
    frame = Frame.of(picture.width, picture.height, speakers)
    layout = lay_out(frame, speeches(lines, frame))
    page = Image.new("RGB", (frame.width, layout.height), _BELOW)
    page.paste(picture)
    draw_bubbles(page, layout.bubbles, frame.unit)
    png = BytesIO()
    page.save(png, "PNG")
    return LetteredPanel(png.getvalue(), page.width, page.height, layout.bubbles)
