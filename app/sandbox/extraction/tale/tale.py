"""A story of the stock game that a conversation asks for: an edit of the one it brings, or new."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from app.sandbox.extraction.material.blocks import outside_blocks, parse_blocks
from app.sandbox.extraction.tale.edit import edited
from app.sandbox.extraction.tale.invent import invented
from app.sandbox.extraction.tale.raw import Raw, story_in
from app.sandbox.extraction.turn import Turn

USUAL_TURNS, USUAL_STOCKS = 7, 3


@dataclass(frozen=True)
class Tale:
    """``story`` is None when a new one is wanted, about ``theme``."""

    story: list[Raw] | None
    theme: str
    request: str

    def turns(self, turns: int = USUAL_TURNS, stocks: int = USUAL_STOCKS) -> list[Raw]:
        """The story that was asked for; the numbers are for a new one."""
        if self.story is None:
            return invented(self.theme, self.request, turns, stocks)
        return edited(deepcopy(self.story), self.request)


def tale_of(turns: Sequence[Turn]) -> Tale | None:
    """None when the conversation is about something else."""
    for turn in turns:
        if turn.role != "user":
            continue
        blocks = {block.tag: block.text for block in parse_blocks(turn.text)}
        if found := story_in(turn.text):
            story, around = found
            return Tale(story, "", blocks.get("request") or outside_blocks(around))
        if "theme" in blocks:
            return Tale(None, blocks["theme"], blocks.get("request", ""))
    return None
