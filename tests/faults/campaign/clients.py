"""Patient clients: under one key they ask one gateway after another until they know."""

import asyncio
from collections.abc import Iterable
from itertools import cycle
from typing import Self
from uuid import uuid4

import httpx2

_CALL_SECONDS = 3.0
_PAUSE_SECONDS = 0.2
_PATIENCE_SECONDS = 90.0
_COME_BACK = frozenset({429, 503})


class Clients:
    """All that speak HTTP to the gateways."""

    def __init__(self, ports: Iterable[int]) -> None:
        self._gateways = [
            httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=_CALL_SECONDS)
            for port in ports
        ]
        self._turns = cycle(self._gateways)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for gateway in self._gateways:
            await gateway.aclose()

    async def all_answer(self) -> bool:
        """Whether every gateway serves."""
        try:
            answers = [await gateway.get("/readyz") for gateway in self._gateways]
        except httpx2.HTTPError:
            return False
        return all(answer.status_code == 200 for answer in answers)

    async def post(self, path: str, body: object = None) -> httpx2.Response | None:
        """The answer that says what became of it; None when nobody gave one for too long."""
        headers = {"Idempotency-Key": str(uuid4())}
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                while True:
                    try:
                        answer = await next(self._turns).post(path, json=body, headers=headers)
                    except httpx2.HTTPError:
                        await asyncio.sleep(_PAUSE_SECONDS)
                        continue
                    if answer.status_code not in _COME_BACK:
                        return answer
                    await asyncio.sleep(_PAUSE_SECONDS)
        except TimeoutError:
            return None
