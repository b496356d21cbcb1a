"""Steering the sandbox from a test, and reading what it saw."""

import asyncio
from typing import Any

import httpx2


async def add_fault(sandbox: str, endpoint: str, kind: str, **more: object) -> None:
    fault = {"endpoint": endpoint, "kind": kind, **more}
    async with httpx2.AsyncClient() as http:
        (await http.post(f"{sandbox}/control/faults", json=fault)).raise_for_status()


async def set_latency(sandbox: str, **seconds: float) -> None:
    async with httpx2.AsyncClient() as http:
        (await http.put(f"{sandbox}/control/latency", json=seconds)).raise_for_status()


async def calls_of(sandbox: str, endpoint: str) -> dict[str, Any]:
    async with httpx2.AsyncClient() as http:
        calls: dict[str, Any] = (await http.get(f"{sandbox}/control/calls")).json()[endpoint]
    return calls


async def ended_call(sandbox: str, endpoint: str) -> dict[str, Any]:
    """The latest call, as soon as the sandbox has seen it end."""
    async with asyncio.timeout(5):
        while True:
            call: dict[str, Any] = (await calls_of(sandbox, endpoint))["recent"][-1]
            if call["outcome"] != "in_flight":
                return call
            await asyncio.sleep(0.02)


async def messages_of(sandbox: str, endpoint: str) -> list[list[dict[str, Any]]]:
    """Of the latest calls, what the model was sent."""
    async with httpx2.AsyncClient() as http:
        calls = (await http.get(f"{sandbox}/control/calls/{endpoint}")).json()
    return [call["messages"] for call in calls]
