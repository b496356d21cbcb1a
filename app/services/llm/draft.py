"""An answer in its making, of which an unfinished try may have left something."""

from app.services.llm.protocol import TextSink


class Draft:
    """Implements TextSink over another one, which it resets only when something is to be undone."""

    def __init__(self, sink: TextSink) -> None:
        self._sink = sink
        self._written = False

    async def write(self, text: str) -> None:
        """See TextSink."""
        self._written = True
        await self._sink.write(text)

    async def reset(self) -> None:
        """See TextSink."""
        if self._written:
            self._written = False
            await self._sink.reset()
