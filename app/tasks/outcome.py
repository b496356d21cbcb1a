"""What a handler hands back, and how it asks for another try."""

from dataclasses import dataclass

from app.domain.errors import AppError
from app.domain.storable import storable
from app.domain.task import Effect, Event, Json, Webhook
from app.tasks.submission import Submission


@dataclass(frozen=True)
class Outcome:
    """Success. Everything in it becomes visible in one transaction."""

    result: Json
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    follow_ups: tuple[Submission, ...] = ()

    @property
    def effect_free(self) -> bool:
        """Whether it may share a statement with other finishes."""
        return not (self.events or self.effects or self.webhooks or self.follow_ups)


class RetryLater(Exception):
    """A handler's wish: the same task again after ``delay`` seconds."""

    def __init__(self, delay: float, reason: str) -> None:
        self.delay = delay
        self.reason = reason
        super().__init__(reason)


def error_json(error: AppError) -> Json:
    """As stored in ``tasks.error`` and told in the ``failed`` event."""
    return {"slug": error.slug, "detail": storable(error.detail)}
