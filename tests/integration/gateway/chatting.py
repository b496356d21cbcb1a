"""Chat with a gateway, and a worker played by hand."""

from typing import Any

import httpx2

from app.repositories.chat_effects import Answer, answered_message_effects
from app.tasks.runs import Run
from tests.gateway_server import RunningGateway

CHAT = "/api/v2/chat"
ROOM = "/api/v2/rooms/room_abc"
USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}


def body(number: int = 1, **members: Any) -> dict[str, Any]:
    """The documented message with a request id of its own."""
    return {
        "request_id": f"req_{number}",
        "room_id": "room_abc",
        "user_id": "user_123",
        "message": f"질문 {number}",
        **members,
    }


async def say(gateway: RunningGateway, number: int = 1, **members: Any) -> httpx2.Response:
    """An accepted message."""
    reply = await gateway.client.post(CHAT, json=body(number, **members))
    assert reply.status_code == 202, reply.text
    return reply


async def claim(gateway: RunningGateway, number: int = 1) -> Run:
    """The run of a message's task."""
    task_id = await gateway.db.fetchval(
        "SELECT task_id FROM chat_messages WHERE request_id = $1", f"req_{number}"
    )
    return await gateway.worker.claim(task_id)


async def finish(gateway: RunningGateway, run: Run, text: str) -> None:
    """As the chat's handler does."""
    await gateway.worker.finish(
        run,
        result={"answer": text, "finish_reason": "stop", "usage": USAGE, "model": "by-hand"},
        effects=answered_message_effects(run.id, Answer(text, 3, 3, USAGE)),
        events=(),
    )


async def answer(gateway: RunningGateway, number: int = 1) -> None:
    """Answer a message."""
    await finish(gateway, await claim(gateway, number), f"답 {number}")


async def status(gateway: RunningGateway, number: int = 1) -> dict[str, Any]:
    """As clients poll it."""
    reply = await gateway.client.get(f"{CHAT}/req_{number}")
    assert reply.status_code == 200, reply.text
    return dict(reply.json())
