"""What every delivery does, to addresses of the operator and to addresses of callers."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator

import httpx2
import pytest
from standardwebhooks import Webhook

from app.domain.errors import (
    AppError,
    ProviderRefused,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
    ProviderUnreachable,
    UnsafeUrl,
)
from app.domain.task import Json
from app.services.notify.protocol import WebhookSender
from app.services.notify.signing import WebhookSigner
from app.services.notify.webhook import HttpWebhookSender
from app.services.outbound.client import open_safe_client
from app.services.outbound.plain import open_plain_client
from app.services.outbound.urls import origin_of
from tests.hostile_server import Respond, answer, hostile_server

SECRET = base64.b64encode(b"0123456789abcdef01234567").decode()
BODY: Json = {"aiAuthorId": 1, "title": "만화 <제목>", "slides": [{"slideSeq": 1}], "content": None}


@pytest.fixture
async def sender(sandbox: str) -> AsyncIterator[WebhookSender]:
    with open_safe_client(frozenset({origin_of(sandbox)})) as safe_client:
        async with open_plain_client() as trusted_client:
            yield HttpWebhookSender(
                trusted_client=trusted_client,
                safe_client=safe_client,
                signer=WebhookSigner(SECRET),
                timeout=1.0,
            )


@pytest.mark.parametrize("trusted", [True, False])
async def test_delivered_once_whole_and_signed(
    sender: WebhookSender, sandbox: str, trusted: bool
) -> None:
    await sender.send(
        webhook_id="task:notify", url=f"{sandbox}/webhooks/c", body=BODY, trusted=trusted
    )
    [received] = httpx2.get(f"{sandbox}/control/webhooks").json()
    assert received["body"] == BODY
    assert received["headers"]["webhook-id"] == "task:notify"
    assert received["headers"]["content-type"] == "application/json"


async def test_the_signature_covers_the_bytes_that_were_sent(sender: WebhookSender) -> None:
    async with hostile_server(answer()) as server:
        await sender.send(webhook_id="t:n", url=server.origin, body=BODY, trusted=True)
    [request] = server.requests
    assert json.loads(request.body) == BODY
    assert Webhook(SECRET).verify(request.body, request.headers) == BODY


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "status", "status": 400}, ProviderRefused),
        ({"kind": "status", "status": 410}, ProviderRefused),
        ({"kind": "status", "status": 500}, ProviderUnavailable),
        ({"kind": "drop"}, ProviderUnavailable),
        ({"kind": "hang"}, ProviderTimeout),
    ],
)
async def test_failures_are_told_apart(
    sender: WebhookSender, sandbox: str, trusted: bool, fault: Json, error: type[AppError]
) -> None:
    httpx2.post(f"{sandbox}/control/faults", json={"endpoint": "webhook", **fault})
    url = f"{sandbox}/webhooks/c"
    with pytest.raises(error):
        await sender.send(webhook_id="t:n", url=url, body=BODY, trusted=trusted)
    await sender.send(webhook_id="t:n", url=url, body=BODY, trusted=trusted)
    assert len(httpx2.get(f"{sandbox}/control/webhooks").json()) == 1


async def test_a_busy_receiver_says_when_to_come_back(sender: WebhookSender, sandbox: str) -> None:
    fault = {"endpoint": "webhook", "kind": "status", "status": 429}
    httpx2.post(f"{sandbox}/control/faults", json={**fault, "headers": {"Retry-After": "9"}})
    with pytest.raises(ProviderThrottled) as caught:
        await sender.send(webhook_id="t:n", url=f"{sandbox}/webhooks/c", body=BODY, trusted=True)
    assert caught.value.retry_after == 9


async def test_nobody_there(sender: WebhookSender) -> None:
    async with hostile_server(answer()) as server:
        pass
    with pytest.raises(ProviderUnreachable):
        await sender.send(webhook_id="t:n", url=server.origin, body=BODY, trusted=True)


async def test_a_caller_cannot_make_us_post_inside(sender: WebhookSender) -> None:
    async with hostile_server(answer()) as server:
        for url in (server.origin, "http://169.254.169.254/", "http://localhost/", "file:///etc"):
            with pytest.raises(UnsafeUrl):
                await sender.send(webhook_id="t:n", url=url, body=BODY, trusted=False)
    assert server.connections == 0


async def test_redirects_are_refused_and_bodies_are_not_waited_for(sender: WebhookSender) -> None:
    async def endless(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    cases: list[tuple[Respond, type[AppError] | None]] = [
        (answer(status="307 Temporary Redirect", Location="/elsewhere"), ProviderRefused),
        (endless, None),
        (answer(status="204 No Content"), None),
    ]
    for respond, error in cases:
        async with hostile_server(respond) as server:
            send = sender.send(webhook_id="t:n", url=server.origin, body=BODY, trusted=True)
            if error:
                with pytest.raises(error):
                    await send
            else:
                await send
        assert server.connections == 1
