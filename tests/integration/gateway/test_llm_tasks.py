"""LLM tasks at the door: what is accepted, what is refused, what is told."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.domain.errors import ProviderTimeout
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway
from tests.integration.gateway.conftest import KEYS
from tests.integration.gateway.llm_tasks import accept, answered, answering, cancel, result

PATH = "/api/v1/llm/tasks"


async def _payload(gateway: RunningGateway, task_id: str) -> tuple[str, dict[str, Any]]:
    row = await gateway.db.fetchrow("SELECT queue, payload FROM tasks WHERE id = $1", UUID(task_id))
    assert row is not None
    return row["queue"], row["payload"]


async def test_the_documents_own_example(gateway: RunningGateway) -> None:
    body = {
        "prompt": "다음 텍스트를 요약해주세요: [긴 텍스트]",
        "max_tokens": 512,
        "temperature": 0.7,
        "model_name": "llama3",
    }
    reply = await gateway.client.post(PATH, json=body)
    assert reply.status_code == 202
    answer = reply.json()
    assert answer["message"] == "Task accepted for processing."
    assert answer["queue_position"] == 1
    assert reply.headers["location"] == f"{PATH}/{answer['task_id']}/result"
    assert await _payload(gateway, answer["task_id"]) == (
        "llm_request_queue",
        {
            "messages": [{"role": "user", "content": body["prompt"]}],
            "model": "llama3",
            "max_tokens": 512,
            "temperature": 0.7,
            "stop": [],
            "cache": False,
        },
    )


async def test_a_conversation_goes_to_its_own_queue_with_all_its_fields(
    gateway: RunningGateway,
) -> None:
    messages = [
        {"role": "user", "content": "안녕"},
        {"role": "assistant", "content": "안녕하세요"},
        {"role": "user", "content": "{이름} %s ${x}"},
    ]
    task_id = await accept(
        gateway,
        prompt=None,
        messages=messages,
        system_prompt_content="짧게 답한다.",
        max_tokens=7,
        temperature=0,
        stop_sequences=["\n\n", "끝"],
        cache=True,
    )
    assert await _payload(gateway, task_id) == (
        "llm_chat_queue",
        {
            "messages": [{"role": "system", "content": "짧게 답한다."}, *messages],
            "model": None,
            "max_tokens": 7,
            "temperature": 0.0,
            "stop": ["\n\n", "끝"],
            "cache": True,
        },
    )


async def test_what_a_request_leaves_out_is_a_setting(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, DEFAULT_MAX_TOKENS=99) as gateway:
        _, payload = await _payload(gateway, await accept(gateway))
        assert payload["max_tokens"] == 99


async def test_positions_count_who_waits(gateway: RunningGateway) -> None:
    positions = []
    for _ in range(3):
        reply = await gateway.client.post(PATH, json={"prompt": "몇 번째인가"})
        positions.append(reply.json()["queue_position"])
    assert positions == [1, 2, 3]


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({}, 400, "Either 'prompt' or 'messages' must be provided."),
        ({"prompt": ""}, 400, "Either 'prompt' or 'messages' must be provided."),
        ({"prompt": None, "messages": []}, 400, "Either 'prompt' or 'messages' must be provided."),
        ({"prompt": "가", "messages": [{"role": "user", "content": "나"}]}, 422, "하나만"),
        ({"prompt": "  \n"}, 422, None),
        ({"prompt": 3}, 422, None),
        ({"prompt": "가" * 200_001}, 422, None),
        ({"messages": [{"role": "user", "content": " "}]}, 422, None),
        ({"messages": [{"role": "tool", "content": "가"}]}, 422, None),
        ({"messages": [{"role": "user"}]}, 422, None),
        ({"messages": [{"role": "user", "content": "가"}] * 201}, 422, None),
        ({"prompt": "가", "max_tokens": 0}, 422, None),
        ({"prompt": "가", "max_tokens": True}, 422, None),
        ({"prompt": "가", "max_tokens": 10**9}, 422, None),
        ({"prompt": "가", "temperature": 2.1}, 422, None),
        ({"prompt": "가", "stop_sequences": [""]}, 422, None),
        ({"prompt": "가", "stop_sequences": ["a"] * 5}, 422, None),
        ({"prompt": "가", "model_name": ""}, 422, None),
        ({"prompt": "가", "model_name": "a\nb"}, 422, None),
        ({"prompt": "가", "is_admin": True}, 422, None),
    ],
)
async def test_what_is_refused(
    gateway: RunningGateway, body: dict[str, Any], status: int, detail: str | None
) -> None:
    reply = await gateway.client.post(PATH, json=body)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    if detail:
        assert detail in reply.json()["detail"]
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_from_acceptance_to_result(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    waiting = await result(gateway, task_id)
    assert (waiting["status"], waiting["result"], waiting["error"]) == ("processing", None, None)
    async with answering(gateway, task_id) as answer:
        assert (await result(gateway, task_id))["status"] == "processing"
    await answer.finish("답")
    done = await result(gateway, task_id)
    assert done["task_id"] == task_id
    assert done["status"] == "completed"
    assert done["error"] is None
    assert done["result"]["generated_text"] == "답"
    assert done["result"]["usage"] == {"prompt_tokens": 3, "completion_tokens": 1}


async def test_a_failure_says_why(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    async with answering(gateway, task_id) as answer:
        pass
    await gateway.worker.finisher.fail(answer.run.claim, ProviderTimeout(), dead=True)
    failed = await result(gateway, task_id)
    assert (failed["status"], failed["result"]) == ("failed", None)
    assert (failed["error"], failed["error_type"]) == (ProviderTimeout().detail, "upstream_timeout")


async def test_cancelling(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    for _ in range(2):
        reply = await cancel(gateway, task_id)
        assert reply.status_code == 202
        assert reply.json()["status"] == "cancelled"
    assert (await result(gateway, task_id))["status"] == "cancelled"
    ended = await answered(gateway)
    assert (await cancel(gateway, ended)).status_code == 409


async def test_what_is_not_there_is_the_same_for_everyone(keyed_gateway: RunningGateway) -> None:
    first, second = ({"X-API-Key": key} for key in KEYS)
    client = keyed_gateway.client
    made = await client.post(PATH, json={"prompt": "비밀"}, headers=first)
    comic = await client.post(
        "/api/v1/comics", json={"data": {"query": "한강의 수달"}}, headers=second
    )
    assert comic.status_code == 202
    comics_task = await keyed_gateway.db.fetchval("SELECT task_id FROM comics")
    answers = set()
    for task_id in (made.json()["task_id"], comics_task, uuid4()):
        for method, what in (("GET", "result"), ("GET", "stream"), ("POST", "cancel")):
            reply = await client.request(method, f"{PATH}/{task_id}/{what}", headers=second)
            assert reply.status_code == 404
            answers.add(reply.json()["detail"])
    assert len(answers) == 1
    assert (await client.get(f"{PATH}/1234/result", headers=second)).status_code == 422
    mine = await client.get(f"{PATH}/{made.json()['task_id']}/result", headers=first)
    assert mine.status_code == 200


async def test_the_queues_status(gateway: RunningGateway) -> None:
    await accept(gateway)
    await accept(gateway)
    await accept(gateway, prompt=None, messages=[{"role": "user", "content": "안녕"}])
    path = "/api/v1/llm/queue/status"
    status = (await gateway.client.get(path)).json()
    assert status["queue_name"] == "llm_request_queue"
    assert status["pending_tasks"] == 2
    assert status["status"] == "inactive"
    assert status["queues"][1] == {
        "queue_name": "llm_chat_queue",
        "pending_tasks": 1,
        "status": "inactive",
    }
    await gateway.db.execute(
        "INSERT INTO workers (id, queues) VALUES ('w', ARRAY['llm_request_queue'])"
    )
    status = (await gateway.client.get(path)).json()
    assert [queue["status"] for queue in status["queues"]] == ["active", "inactive"]


async def test_a_client_may_wait_for_the_result(gateway: RunningGateway) -> None:
    key = str(uuid4())

    async def ask() -> Any:
        headers = {"Prefer": "wait=10", "Idempotency-Key": key}
        return await gateway.client.post(PATH, json={"prompt": "기다린다"}, headers=headers)

    asking = asyncio.create_task(ask())
    task_id = None
    async with asyncio.timeout(5):
        while task_id is None:
            task_id = await gateway.db.fetchval("SELECT id FROM tasks")
    async with answering(gateway, str(task_id)) as answer:
        pass
    await answer.finish("기다린 답")
    reply = await asking
    assert reply.status_code == 200
    assert reply.headers["preference-applied"] == "wait=10"
    assert reply.json()["result"]["generated_text"] == "기다린 답"
    again = await ask()
    assert (again.status_code, again.json()) == (200, reply.json())
    assert again.headers["idempotency-replayed"] == "true"


async def test_who_waited_long_enough_is_told_that_it_was_accepted(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path, REQUEST_TIMEOUT=0.5) as gateway:
        headers = {"Prefer": "wait=1"}  # longer than any other request may take
        for path, body in (
            (PATH, {"prompt": "기다린다"}),
            ("/api/v1/comics", {"data": {"query": "한강의 수달"}}),
        ):
            reply = await gateway.client.post(path, json=body, headers=headers)
            assert reply.status_code == 202
            assert reply.headers["preference-applied"] == "wait=1"


async def test_who_cannot_wait_is_told_so_before_anything_is_stored(
    gateway: RunningGateway,
) -> None:
    for path, body in (
        (PATH, {"prompt": "가"}),
        ("/api/v1/comics", {"data": {"query": "한강의 수달"}}),
    ):
        reply = await gateway.client.post(path, json=body, headers={"Prefer": "wait=soon"})
        assert reply.status_code == 400
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_no_place_to_wait_loses_no_task(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, SSE_MAX_STREAMS=1) as gateway:
        task_id = await accept(gateway)
        async with gateway.client.stream("GET", f"{PATH}/{task_id}/stream"):
            headers = {"Prefer": "wait=5"}
            reply = await gateway.client.post(PATH, json={"prompt": "가"}, headers=headers)
            assert reply.status_code == 202


async def test_a_comic_may_be_waited_for(gateway: RunningGateway) -> None:
    asking = asyncio.create_task(
        gateway.client.post(
            "/api/v1/comics", json={"data": {"query": "한강의 수달"}}, headers={"Prefer": "wait=10"}
        )
    )
    comic_id = None
    async with asyncio.timeout(5):
        while comic_id is None:
            comic_id = await gateway.db.fetchval("SELECT comic_id FROM comics")
    await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")
    reply = await asking
    assert reply.status_code == 200
    assert reply.json()["comic_id"] == str(comic_id)
    assert reply.json()["status"] == "CANCELLED"


async def test_spam_is_refused_per_user(endpoints: Endpoints, tmp_path: Path) -> None:
    limits = {"SPAM_MAX_MESSAGES": 4, "SPAM_MAX_REPEATS": 2, "SPAM_WINDOW_SECONDS": 60}
    async with running_gateway(endpoints, tmp_path, **limits) as gateway:

        async def send(prompt: str, **members: Any) -> int:
            reply = await gateway.client.post(PATH, json={"prompt": prompt, **members})
            if reply.status_code == 429:
                assert reply.json()["type"] == "/problems/rate_limited"
                assert 1 <= int(reply.headers["retry-after"]) <= 60
            return reply.status_code

        same = [await send(text, user_id="u1") for text in ("같은 말", " 같은  말 ", "같은 말")]
        assert same == [202, 202, 429]
        assert await send("다른 말", user_id="u1") == 202
        assert await send("또 다른 말", user_id="u1") == 429  # the fifth of all
        assert await send("같은 말", user_id="u2") == 202
        assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 4


async def test_a_backend_that_names_no_user_does_not_flood(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    limits = {"SPAM_MAX_MESSAGES": 2, "SPAM_MAX_REPEATS": 2, "SPAM_WINDOW_SECONDS": 60}
    async with running_gateway(endpoints, tmp_path, **limits) as gateway:

        async def send(*earlier: str) -> int:
            said = [{"role": "user", "content": text} for text in (*earlier, "계속해 줘")]
            return (await gateway.client.post(PATH, json={"messages": said})).status_code

        talks = [await send(f"이야기 {number}") for number in range(5)]
        assert talks == [202] * 5, "only their last message is the same"
        assert [await send(), await send(), await send()] == [202, 202, 429]


async def test_a_conversation_needs_a_message_to_answer(gateway: RunningGateway) -> None:
    said = [{"role": "system", "content": "너는 기자다."}]
    reply = await gateway.client.post(PATH, json={"messages": said})
    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == ["#/messages"]
