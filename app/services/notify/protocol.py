"""What the rest of the program knows of delivering a webhook."""

from typing import Protocol

from app.domain.task import Json


class WebhookSender(Protocol):
    """One delivery attempt; the outbox repeats it."""

    async def send(self, *, webhook_id: str, url: str, body: Json, trusted: bool) -> None:
        """Return on any 2xx; raise a ProviderError otherwise."""
        ...
