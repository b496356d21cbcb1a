"""A text that is shown while it grows: no rule of safety may be broken before anybody's eyes."""

import re

from app.services.llm.protocol import TextSink
from app.services.scenario.safety import SafetyRules

_REMEMBERED = 200  # characters before a piece: words and secrets come in parts
_PATIENCE = 20  # characters in which a word may still turn out to be a harmless one
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrt])")


class GuardedText:
    """A TextSink that takes back what was shown when a rule is broken, and shows no more of it.

    The next draft is shown again. The finished story is judged apart from this.
    """

    def __init__(self, sink: TextSink, safety: SafetyRules) -> None:
        self._sink = sink
        self._safety = safety
        self._tail, self._held = "", ""
        self._hidden = False

    async def write(self, text: str) -> None:
        """See TextSink."""
        if self._hidden:
            return
        held, self._held = self._held + text, ""
        seen = self._tail + held
        if self._safety.fault(_unescaped(seen)) is None:
            self._tail = seen[-_REMEMBERED:]
            await self._sink.write(held)
        elif len(held) < _PATIENCE:
            self._held = held
        else:
            self._hidden = True
            await self._sink.reset()

    async def reset(self) -> None:
        """See TextSink."""
        self._tail, self._held = "", ""
        if not self._hidden:
            await self._sink.reset()
        self._hidden = False


def _unescaped(text: str) -> str:
    """JSON as it reads, as far as words go."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\n", text)
