"""Chat as its clients use it, and what the sandbox's model and receiver saw of it."""

import asyncio
import time
from datetime import datetime
from typing import Any

import httpx2

CHAT = "/api/v2/chat"
ENDED = ("completed", "failed", "cancelled")


class Conversation:
    """Clients of one gateway, before one sandbox."""

    def __init__(self, client: httpx2.AsyncClient, sandbox_url: str) -> None:
        self.client = client
        self._sandbox_url = sandbox_url

    async def say(
        self, request_id: str, message: str, room: str = "room_abc", **members: Any
    ) -> None:
        """Post it until it is accepted: a repeat is the same message."""
        body = {"request_id": request_id, "room_id": room, "user_id": room, "message": message}
        give_up = time.monotonic() + 30
        while True:
            try:
                reply = await self.client.post(CHAT, json={**body, **members})
                if reply.status_code == 202:
                    return
                assert reply.status_code in (429, 503), reply.text
            except httpx2.HTTPError:
                pass
            assert time.monotonic() < give_up, "never accepted"
            await asyncio.sleep(0.1)

    async def status(self, request_id: str) -> dict[str, Any]:
        """As clients poll it."""
        reply = await self.client.get(f"{CHAT}/{request_id}")
        reply.raise_for_status()
        return dict(reply.json())

    async def ended(self, request_id: str, within: float = 30) -> dict[str, Any]:
        """The message, once it has ended."""
        give_up = time.monotonic() + within
        while (told := await self.status(request_id))["status"] not in ENDED:
            assert time.monotonic() < give_up, f"not ended: {told}"
            await asyncio.sleep(0.02)
        return told

    async def answered(self, request_id: str, message: str, **options: Any) -> str:
        """Say it and wait for the answer."""
        await self.say(request_id, message, **options)
        told = await self.ended(request_id)
        assert told["status"] == "completed", told
        return str(told["answer"])

    async def history(self, room: str = "room_abc") -> list[dict[str, Any]]:
        """The whole room, oldest first."""
        lines: list[dict[str, Any]] = []
        params = {"limit": "100"}
        while True:
            reply = await self.client.get(f"/api/v2/rooms/{room}/messages", params=params)
            reply.raise_for_status()
            lines += reply.json()["messages"]
            if reply.json()["next_cursor"] is None:
                return lines[::-1]
            params["cursor"] = reply.json()["next_cursor"]

    async def summary(self, room: str = "room_abc") -> str | None:
        """The room's."""
        reply = await self.client.get(f"/api/v2/rooms/{room}/summary")
        reply.raise_for_status()
        summary: str | None = reply.json()["summary"]
        return summary

    async def prompts(self) -> list[list[tuple[str, str]]]:
        """What the model was sent, call by call: roles and texts."""
        async with httpx2.AsyncClient() as client:
            calls = (await client.get(f"{self._sandbox_url}/control/calls/chat")).json()
        return [[(each["role"], each["text"]) for each in call["messages"]] for call in calls]

    async def calls(self) -> dict[str, Any]:
        """What the sandbox counted."""
        async with httpx2.AsyncClient() as client:
            counted = (await client.get(f"{self._sandbox_url}/control/calls")).json()
        return dict(counted["chat"])

    async def asked(self, calls: int = 1, within: float = 15) -> None:
        """Wait until so many calls are under way."""
        give_up = time.monotonic() + within
        while (await self.calls())["in_flight"] < calls:
            assert time.monotonic() < give_up, "the model was never asked"
            await asyncio.sleep(0.01)

    async def left(self, calls: int, within: float = 15) -> datetime:
        """When the last of so many calls was left by its caller."""
        give_up = time.monotonic() + within
        while (counted := await self.calls())["cancelled"] < calls:
            assert time.monotonic() < give_up, "nobody left the model"
            await asyncio.sleep(0.01)
        return max(datetime.fromisoformat(call["ended"]) for call in counted["recent"])

    async def fault(self, kind: str, **options: Any) -> None:
        """The model's next calls suffer it."""
        body = {"endpoint": "chat", "kind": kind, **options}
        async with httpx2.AsyncClient() as client:
            reply = await client.post(f"{self._sandbox_url}/control/faults", json=body)
            reply.raise_for_status()

    async def latency(self, seconds: float) -> None:
        """Make the model slower."""
        async with httpx2.AsyncClient() as client:
            await client.put(f"{self._sandbox_url}/control/latency", json={"chat": seconds})

    async def webhooks(self, count: int = 1, within: float = 10) -> list[dict[str, Any]]:
        """What the receiver got, once it is that many."""
        give_up = time.monotonic() + within
        async with httpx2.AsyncClient() as client:
            while True:
                reply = await client.get(f"{self._sandbox_url}/control/webhooks")
                received = list(reply.json())
                if len(received) >= count or time.monotonic() > give_up:
                    return received
                await asyncio.sleep(0.05)
