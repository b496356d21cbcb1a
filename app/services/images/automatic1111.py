"""Stable Diffusion WebUI (AUTOMATIC1111) over its HTTP API."""

import asyncio
import base64
import json
from urllib.parse import urlsplit, urlunsplit

import httpx2

from app.domain.errors import BadImage, BadReply, ProviderError
from app.services.images.decoding import clean_png, first_image
from app.services.images.protocol import ImageRequest
from app.services.outbound.calls import check_status, provider_call, read_capped, status_error

_NAME = "이미지 서버"
_INTERRUPT_SECONDS = 3.0
_MAX_ERROR_BYTES = 20_000
_LONGEST_REASON = 160


class Automatic1111:
    """Implements ImageServer. The opener of ``client`` closes it.

    ``url`` names the server or its txt2img; ``auth`` is ``user:password``.
    """

    def __init__(
        self, client: httpx2.AsyncClient, url: str, *, auth: str | None, steps: int, timeout: float
    ) -> None:
        self._client = client
        self._api = api_root(url)
        self._headers = {"Accept-Encoding": "identity", **basic_authorization(auth)}
        self._steps = steps
        self._timeout = timeout

    async def draw(self, request: ImageRequest) -> bytes:
        """See ImageServer."""
        async with (
            provider_call(_NAME, self._timeout),
            self._client.stream(
                "POST",
                f"{self._api}/txt2img",
                json=_body(request, self._steps),
                headers=self._headers,
            ) as response,
        ):
            if not response.is_success:
                raise await _refusal(response)
            try:
                return await read_capped(_NAME, response, _most_bytes(request))
            except BadReply as exc:
                raise BadImage(exc.detail) from exc

    async def picture(self, reply: bytes) -> bytes:
        """See ImageServer."""
        return await asyncio.to_thread(_decoded, reply)

    async def interrupt(self) -> None:
        """See ImageServer."""
        async with provider_call(_NAME, _INTERRUPT_SECONDS):
            response = await self._client.post(f"{self._api}/interrupt", headers=self._headers)
        check_status(_NAME, response)


def api_root(url: str) -> str:
    """The address of the API, whichever part of it the setting names."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/txt2img").removesuffix("/sdapi/v1")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/sdapi/v1", "", ""))


def basic_authorization(auth: str | None) -> dict[str, str]:
    """The header for ``user:password``; none without."""
    if not auth:
        return {}
    return {"Authorization": f"Basic {base64.b64encode(auth.encode()).decode()}"}


def _body(request: ImageRequest, steps: int) -> dict[str, object]:
    return {
        "prompt": request.prompt,
        "negative_prompt": request.negative_prompt,
        "seed": request.seed,
        "width": request.width,
        "height": request.height,
        "steps": steps,
        "batch_size": 1,
        "n_iter": 1,
        "send_images": True,
        "save_images": False,
    }


def _most_bytes(request: ImageRequest) -> int:
    """Base64 of the picture as uncompressed RGBA, and some for the rest of the reply."""
    return 1_000_000 + request.width * request.height * 4 * 4 // 3


def _decoded(reply: bytes) -> bytes:
    return clean_png(first_image(reply))


async def _refusal(response: httpx2.Response) -> ProviderError:
    """The status's error, with the reason that the server gives."""
    error = status_error(_NAME, response)
    try:
        reason = _reason(await read_capped(_NAME, response, _MAX_ERROR_BYTES))
    except BadReply:
        reason = ""
    detail = f"{error.detail} {reason}".strip()
    return type(error)(detail, retry_after=error.retry_after)


def _reason(body: bytes) -> str:
    """From ``{error, detail, errors}``; a validation error's ``detail`` is a list."""
    try:
        content = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(content, dict):
        return ""
    parts = (content.get(key) for key in ("error", "detail", "errors"))
    said = ": ".join(part for part in parts if isinstance(part, str) and part)
    return " ".join(said.split())[:_LONGEST_REASON]
