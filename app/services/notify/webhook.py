"""Webhooks over HTTP."""

import json

import httpx2

from app.domain.task import Json
from app.services.notify.signing import WebhookSigner
from app.services.outbound.calls import check_status, provider_call
from app.services.outbound.client import SafeClient

NAME = "웹훅 수신 서버"


class HttpWebhookSender:
    """A WebhookSender. The openers of both clients close them."""

    def __init__(
        self,
        *,
        trusted_client: httpx2.AsyncClient,
        safe_client: SafeClient,
        signer: WebhookSigner,
        timeout: float,
    ) -> None:
        """``trusted_client`` must not follow redirects."""
        self._trusted_client = trusted_client
        self._safe_client = safe_client
        self._signer = signer
        self._timeout = timeout

    async def send(self, *, webhook_id: str, url: str, body: Json, trusted: bool) -> None:
        """One attempt; what the receiver answers besides its status is not read."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        headers = {"Content-Type": "application/json", **self._signer.headers(webhook_id, text)}
        if trusted:
            await self._send_trusted(url, text.encode(), headers)
        else:
            await self._safe_client.post(
                url, content=text.encode(), headers=headers, timeout=self._timeout
            )

    async def _send_trusted(self, url: str, content: bytes, headers: dict[str, str]) -> None:
        async with (
            provider_call(NAME, self._timeout),
            self._trusted_client.stream("POST", url, content=content, headers=headers) as response,
        ):
            check_status(NAME, response)
