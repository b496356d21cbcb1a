"""Asks a configured service whether it answers, for /health."""

from collections.abc import Awaitable, Callable, Mapping

import httpx2

from app.services.outbound.calls import check_status, provider_call

_SECONDS = 3.0


def http_probe(
    client: httpx2.AsyncClient, name: str, url: str, headers: Mapping[str, str]
) -> Callable[[], Awaitable[None]]:
    """A call that returns on 2xx and raises a ProviderError otherwise."""

    async def probe() -> None:
        async with provider_call(name, _SECONDS):
            response = await client.get(url, headers=dict(headers))
        check_status(name, response)

    return probe
