"""Headers by which a receiver knows a webhook, and who sent it (standardwebhooks.com)."""

import base64
from datetime import UTC, datetime

from standardwebhooks import Webhook

from app.config.settings import ConfigurationError

_PREFIX = "whsec_"


class WebhookSigner:
    """Without a secret a message only gets its id."""

    def __init__(self, secret: str | None) -> None:
        """``secret`` is base64, with or without the ``whsec_`` of the standard."""
        self._webhook = Webhook(_key(secret)) if secret else None

    def headers(self, webhook_id: str, body: str) -> dict[str, str]:
        """For one attempt: the id stays the same over all attempts, the time does not."""
        if self._webhook is None:
            return {"webhook-id": webhook_id}
        now = datetime.now(UTC).replace(microsecond=0)
        return {
            "webhook-id": webhook_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(webhook_id, now, body),
        }


def _key(secret: str) -> bytes:
    encoded = secret.removeprefix(_PREFIX)
    padding = "=" * (-len(encoded) % 4)
    try:
        key = base64.b64decode(encoded + padding, validate=True)
    except ValueError:
        key = b""
    if not key:
        raise ConfigurationError(
            "WEBHOOK_SIGNING_SECRET 값이 올바르지 않습니다: base64로 적은 비밀 키여야 합니다."
        )
    return key
