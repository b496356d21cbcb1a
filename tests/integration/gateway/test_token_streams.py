"""The token stream: live, late, resumed anywhere, begun anew, ended once."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from app.domain.errors import ProviderRefused
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway, until
from tests.integration.gateway.llm_tasks import (
    Told,
    accept,
    answered,
    answering,
    cancel,
    read,
    shown,
    stream,
)
from tests.servers import ServerPair

ENDS = {"done", "failed", "cancelled"}


async def _reading(
    gateway: RunningGateway, task_id: str
) -> tuple[list[Told], "asyncio.Task[None]"]:
    """What a reader heard so far, and the reader, once it has heard something."""
    told: list[Told] = []

    async def follow() -> None:
        async for each in stream(gateway, task_id):
            told.append(each)

    reader = asyncio.create_task(follow())
    await until(lambda: bool(told))
    return told, reader


async def test_the_text_grows_while_it_is_written_and_ends_once(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    told, reader = await _reading(gateway, task_id)
    async with answering(gateway, task_id) as answer:
        for text in ("수달은 ", "한강에 ", "돌아왔다."):
            before = shown(told)
            await answer.tokens.write(text)
            await until(lambda wanted=before + text: shown(told) == wanted)
    await answer.finish("수달은 한강에 돌아왔다.")
    async with asyncio.timeout(5):
        await reader
    kinds = [kind for _, kind, _ in told]
    assert kinds[0:2] == ["accepted", "started"]
    assert kinds[2:-1] == ["token"] * (len(kinds) - 3)
    assert kinds[-1] == "done"
    done = told[-1][2]
    assert done["task_id"] == task_id
    assert done["status"] == "completed"
    assert done["result"]["generated_text"] == shown(told) == "수달은 한강에 돌아왔다."


async def test_who_joins_late_gets_the_text_so_far(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write("수달은 ")
        await asyncio.sleep(0.05)
        await answer.tokens.write("한강에 ")
        first, reader = await _reading(gateway, task_id)
        await until(lambda: shown(first) == "수달은 한강에 ")
        second, other = await _reading(gateway, task_id)
        await until(lambda: shown(second) == "수달은 한강에 ")
        await answer.tokens.write("돌아왔다.")
    await answer.finish("수달은 한강에 돌아왔다.")
    async with asyncio.timeout(5):
        await asyncio.gather(reader, other)
    assert shown(first) == shown(second) == "수달은 한강에 돌아왔다."
    assert first[-1][1] == second[-1][1] == "done"


async def test_after_the_end_the_answer_comes_from_the_database(gateway: RunningGateway) -> None:
    task_id = await answered(gateway, "다 쓴 글")
    told = await read(gateway, task_id)
    assert shown(told) == "다 쓴 글"
    assert [kind for _, kind, _ in told if kind in ENDS] == ["done"]

    settings = gateway.settings
    with Redis(settings.REDIS_HOST or "", settings.REDIS_PORT) as redis:
        redis.flushall()
    told = await read(gateway, task_id)
    assert [kind for _, kind, _ in told] == ["accepted", "started", "done"]
    assert told[-1][2]["result"]["generated_text"] == "다 쓴 글"


async def test_a_reader_that_comes_back_misses_nothing_and_hears_nothing_twice(
    gateway: RunningGateway,
) -> None:
    task_id = await accept(gateway)
    told, reader = await _reading(gateway, task_id)
    async with answering(gateway, task_id) as answer:
        for text in ("하나 ", "둘 ", "셋 ", "넷"):
            before = shown(told)
            await answer.tokens.write(text)
            await until(lambda wanted=before + text: shown(told) == wanted)
    await answer.finish("하나 둘 셋 넷")
    async with asyncio.timeout(5):
        await reader
    for heard in range(len(told) - 1):
        rest = await read(gateway, task_id, last=told[heard][0])
        assert shown(rest, shown(told[: heard + 1])) == "하나 둘 셋 넷"
        events = [told_ for told_ in (*told[: heard + 1], *rest) if told_[1] != "token"]
        assert [kind for _, kind, _ in events] == ["accepted", "started", "done"]
    path = f"/api/v1/llm/tasks/{task_id}/stream"
    reply = await gateway.client.get(path, headers={"Last-Event-ID": told[-1][0]})
    assert reply.status_code == 204


async def test_a_reader_comes_back_in_the_middle_of_a_piece(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write("수달은 한강에")
        told, reader = await _reading(gateway, task_id)
        await until(lambda: shown(told) == "수달은 한강에")
        reader.cancel()
        await answer.tokens.write(" 돌아왔다.")
        await asyncio.sleep(0.1)
        seq = told[-1][0].split("-")[0]
        back: list[Told] = []

        async def follow() -> None:
            async for each in stream(gateway, task_id, last=f"{seq}-1-0-2"):
                back.append(each)

        reader = asyncio.create_task(follow())
        await until(lambda: shown(back) == "은 한강에 돌아왔다.")
    await answer.finish("수달은 한강에 돌아왔다.")
    async with asyncio.timeout(5):
        await reader


async def test_another_attempt_begins_anew(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    told, reader = await _reading(gateway, task_id)
    async with answering(gateway, task_id) as lost:
        await lost.tokens.write("죽은 워커의 ")
        await until(lambda: shown(told) == "죽은 워커의 ")
    left = told[-1][0]
    await gateway.worker.finisher.release(lost.run.claim)
    async with answering(gateway, task_id) as answer:
        await until(lambda: shown(told) == "")
        await answer.tokens.write("다음 워커의 글")
        await until(lambda: shown(told) == "다음 워커의 글")
    await answer.finish("다음 워커의 글")
    async with asyncio.timeout(5):
        await reader
    assert [kind for _, kind, _ in told if kind == "reset"] == ["reset"]
    back = await read(gateway, task_id, last=left)
    assert shown(back, "죽은 워커의 ") == "다음 워커의 글"
    fresh = await read(gateway, task_id)
    assert "reset" not in [kind for _, kind, _ in fresh]
    assert shown(fresh) == "다음 워커의 글"


async def test_a_retry_within_the_attempt_begins_anew(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    told, reader = await _reading(gateway, task_id)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write("끊긴 ")
        await until(lambda: shown(told) == "끊긴 ")
        left = told[-1][0]
        await answer.tokens.reset()
        await answer.tokens.write("온전한 글")
    await answer.finish("온전한 글")
    async with asyncio.timeout(5):
        await reader
    assert shown(told) == "온전한 글"
    assert shown(await read(gateway, task_id, last=left), "끊긴 ") == "온전한 글"


@pytest.mark.parametrize("how", ["cancelled", "failed"])
async def test_other_ends(gateway: RunningGateway, how: str) -> None:
    task_id = await accept(gateway)
    told, reader = await _reading(gateway, task_id)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write("여기까")
        await until(lambda: shown(told) == "여기까")
    if how == "cancelled":
        await cancel(gateway, task_id)
    else:
        await gateway.worker.finisher.fail(answer.run.claim, ProviderRefused(), dead=False)
    async with asyncio.timeout(5):
        await reader
    assert [kind for _, kind, _ in told if kind in ENDS] == [how]
    again = await read(gateway, task_id)
    assert [kind for _, kind, _ in again if kind in ENDS] == [how]
    if how == "failed":
        assert told[-1][2] == {"slug": "upstream_refused", "detail": ProviderRefused().detail}


async def test_a_dead_letter_that_was_requeued_has_not_ended(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write("처음")
    await gateway.worker.finisher.fail(answer.run.claim, ProviderRefused(), dead=True)
    reply = await gateway.client.post(f"/api/v1/ops/dead-letters/{task_id}/requeue")
    assert reply.status_code == 202
    told, reader = await _reading(gateway, task_id)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write("두 번째")
    await answer.finish("두 번째")
    async with asyncio.timeout(5):
        await reader
    assert shown(told) == "두 번째"
    assert [kind for _, kind, _ in told if kind in ENDS] == ["done"]


async def test_without_redis_the_answer_comes_at_the_end(
    private_servers: Callable[[], ServerPair], tmp_path: Path
) -> None:
    servers = private_servers()
    endpoints = Endpoints(servers.new_database(), servers.redis_url)
    async with running_gateway(endpoints, tmp_path) as gateway:
        servers.valkey.kill()
        task_id = await accept(gateway)
        told, reader = await _reading(gateway, task_id)
        async with answering(gateway, task_id) as answer:
            await answer.tokens.write("아무도 못 본 글")
        await answer.finish("아무도 못 본 글")
        async with asyncio.timeout(10):
            await reader
        assert told[-1][1] == "done"
        assert told[-1][2]["result"]["generated_text"] == "아무도 못 본 글"


async def test_streams_share_the_event_streams_limits(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, SSE_MAX_STREAMS=1) as gateway:
        task_id = await accept(gateway)
        path = f"/api/v1/llm/tasks/{task_id}/stream"
        async with gateway.client.stream("GET", path) as first:
            assert first.status_code == 200
            refused = await gateway.client.get(path)
            assert refused.status_code == 503
            assert int(refused.headers["retry-after"]) >= 1
        await until(lambda: not gateway.server.server_state.tasks)
        async with gateway.client.stream("GET", path) as again:
            assert again.status_code == 200


async def test_what_is_no_place_in_a_stream(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    path = f"/api/v1/llm/tasks/{task_id}/stream"
    reply = await gateway.client.get(path, headers={"Last-Event-ID": "x"})
    assert reply.status_code == 400


async def test_who_comes_together_is_refused_before_the_answer_begins(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path, SSE_MAX_STREAMS=1) as gateway:
        path = f"/api/v1/llm/tasks/{await accept(gateway)}/stream"
        base = gateway.client.base_url
        request = f"GET {path} HTTP/1.1\r\nHost: {base.host}\r\n\r\n".encode()
        opened = [await asyncio.open_connection(base.host, base.port) for _ in range(40)]
        for _, writer in opened:
            writer.write(request)
        heads = [await reader.readuntil(b"\r\n") for reader, _ in opened]
        for _, writer in opened:
            writer.close()
        assert sorted(head.split()[1] for head in heads) == [b"200", *[b"503"] * 39]
