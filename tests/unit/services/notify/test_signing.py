import base64

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from app.config.settings import ConfigurationError
from app.services.notify.signing import WebhookSigner

SECRET = base64.b64encode(b"a secret of thirty-two bytes ok!").decode()


@pytest.mark.parametrize("secret", [SECRET, f"whsec_{SECRET}", SECRET.rstrip("=")])
def test_the_receiver_can_verify(secret: str) -> None:
    headers = WebhookSigner(secret).headers("task:notify", '{"제목":"만화"}')
    receiver = Webhook(f"whsec_{SECRET}")
    assert receiver.verify('{"제목":"만화"}', headers) == {"제목": "만화"}
    with pytest.raises(WebhookVerificationError):
        receiver.verify('{"제목":"다른 만화"}', headers)
    with pytest.raises(WebhookVerificationError):
        receiver.verify('{"제목":"만화"}', {**headers, "webhook-id": "another"})


@pytest.mark.parametrize("secret", [None, ""])
def test_without_a_secret_there_is_only_the_id(secret: str | None) -> None:
    assert WebhookSigner(secret).headers("task:notify", "{}") == {"webhook-id": "task:notify"}


@pytest.mark.parametrize("secret", ["not base64!", "whsec_", "비밀", "a"])
def test_a_wrong_secret_is_one_clear_sentence(secret: str) -> None:
    with pytest.raises(ConfigurationError, match="WEBHOOK_SIGNING_SECRET"):
        WebhookSigner(secret)
