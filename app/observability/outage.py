"""What goes away and comes back is told twice, not as often as it is missed."""

import structlog

log = structlog.get_logger(__name__)


class Outage:
    """Logs ``gone`` when something stops working, ``back`` when it works again."""

    def __init__(self, gone: str, back: str) -> None:
        self._gone = gone
        self._back = back
        self._lasts = False

    def begin(self, reason: str) -> None:
        """It failed, for ``reason``; perhaps not for the first time."""
        if not self._lasts:
            log.warning(self._gone, reason=reason)
        self._lasts = True

    def end(self) -> None:
        """It worked."""
        if self._lasts:
            log.warning(self._back)
        self._lasts = False
