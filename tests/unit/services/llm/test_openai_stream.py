import asyncio
import json
from dataclasses import replace

import pytest

from app.domain import errors
from app.services.llm.openai_compatible import open_openai_compatible
from app.services.llm.protocol import Message, ModelRequest
from app.services.llm.reception import Limits, Received, judged, receive, receive_stream
from tests.language_models import LIMITS, Notes, openai_client
from tests.unit.services.llm.scripted_server import Answer, completion, events, scripted, streamed

REQUEST = ModelRequest("chat", (Message("user", "달은?"),))


async def asked(answer: Answer, notes: Notes, limits: Limits = LIMITS) -> Received:
    async with scripted(answer) as server, openai_client(server.endpoint) as client:
        return await receive_stream(client, "llama3", REQUEST, limits, notes)


async def test_the_answer_appears_piece_by_piece() -> None:
    notes = Notes()
    reply = await asked(streamed("달은 ", "돈", "다."), notes)
    assert reply == Received("달은 돈다.", "stop", "llama3", 7, 3)
    assert notes.pieces == ["달은", " 돈", "다."]
    assert notes.resets == 0


async def test_the_usage_is_asked_for_and_may_be_missing() -> None:
    async with (
        scripted(streamed("달", usage=False)) as server,
        openai_client(server.endpoint) as client,
    ):
        reply = await receive_stream(client, "llama3", REQUEST, LIMITS, Notes())
    assert server.requests[0]["stream_options"] == {"include_usage": True}
    assert (reply.prompt_tokens, reply.completion_tokens) == (None, None)


async def test_a_thought_is_never_shown_however_it_is_cut() -> None:
    notes = Notes()
    reply = await asked(streamed("<thi", "nk>비밀", " 생각</thin", "k>\n", "달", "이다 "), notes)
    assert reply.text == notes.text == "달이다"
    assert not any("생각" in piece or "비밀" in piece for piece in notes.pieces)


async def test_a_thought_whose_start_was_in_the_template_is_taken_back() -> None:
    notes = Notes()
    reply = await asked(streamed("음 ", "생각", "</think>", "달"), notes)
    assert reply.text == notes.text == "달"
    assert notes.resets == 1


@pytest.mark.parametrize("end", [{"finish": None}, {"cut": 700}, {"cut": 420}])
async def test_a_stream_that_breaks_off_is_never_complete(end: dict[str, int | None]) -> None:
    notes = Notes()
    with pytest.raises((errors.ProviderUnavailable, errors.ProviderUnreachable)) as caught:
        await asked(streamed("달은 ", "돈", "다.", **end), notes)  # type: ignore[arg-type]
    assert caught.value.retryable


async def test_an_answer_that_was_refused_midway_is_no_answer() -> None:
    with pytest.raises(errors.BadReply, match="거절"):
        judged(await asked(streamed("달은 ", finish="content_filter"), Notes()), REQUEST)


async def test_a_text_that_reached_its_limit_is_an_answer_and_half_a_shape_is_none() -> None:
    reply = await asked(streamed("달은 ", finish="length"), Notes())
    assert judged(reply, REQUEST) == "달은"
    with pytest.raises(errors.BadReply, match="잘렸습니다"):
        judged(reply, replace(REQUEST, json_schema={"type": "object"}))


async def test_thoughts_that_reached_the_limit_are_no_answer() -> None:
    with pytest.raises(errors.BadReply, match="잘렸습니다"):
        judged(await asked(streamed("<think>음", finish="length"), Notes()), REQUEST)


async def test_thoughts_that_the_template_began_are_never_shown() -> None:
    pieces = ("달이", " 뭐지", "</thi", "nk>\n달은 ", "돈다.")
    async with (
        scripted(streamed(*pieces)) as server,
        open_openai_compatible(
            endpoint=server.endpoint, api_key=None, timeout=5, connections=1, starts_thinking=True
        ) as client,
    ):
        notes = Notes()
        reply = await receive_stream(client, "r1", REQUEST, LIMITS, notes)
        assert reply.text == notes.text == "달은 돈다."
        assert notes.resets == 0
        by_schema = replace(REQUEST, json_schema={"type": "object"})
        shown = await receive_stream(client, "r1", by_schema, LIMITS, Notes())
        assert shown.text == "달은 돈다."


async def test_thoughts_that_the_template_began_are_no_part_of_a_whole_reply() -> None:
    async with (
        scripted(completion("달이 뭐지</think>돈다"), completion('{"a": 1}')) as server,
        open_openai_compatible(
            endpoint=server.endpoint, api_key=None, timeout=5, connections=1, starts_thinking=True
        ) as client,
    ):
        assert (await receive(client, "r1", REQUEST, LIMITS)).text == "돈다"
        by_schema = replace(REQUEST, json_schema={"type": "object"})
        assert (await receive(client, "r1", by_schema, LIMITS)).text == '{"a": 1}'


async def test_an_empty_stream_is_no_answer() -> None:
    with pytest.raises(errors.EmptyReply):
        judged(await asked(streamed(), Notes()), REQUEST)


async def test_nothing_at_all_is_an_error_of_ours() -> None:
    with pytest.raises(errors.ProviderError):
        await asked(Answer(headers={"content-type": "text/event-stream"}), Notes())


async def test_an_error_in_the_middle_of_the_stream_is_told() -> None:
    chunk = streamed("달").body.split("\n\n")[1].removeprefix("data: ")
    wrong = json.dumps({"error": {"message": "CUDA error", "type": "Internal", "code": 500}})
    with pytest.raises(errors.ProviderUnavailable):
        await asked(events(chunk, wrong, "[DONE]"), Notes())


SILENCES = [
    (Answer(hang=True), replace(LIMITS, first_piece=0.2)),
    (streamed("달은 ", "돈다", hold=420), replace(LIMITS, silence=0.2)),
    (streamed("달은 ", "돈다", drip_seconds=0.02), replace(LIMITS, stream=0.4)),
    (streamed("달은 ", "돈다", drip_seconds=0.1), replace(LIMITS, silence=0.4)),
]


@pytest.mark.parametrize(("answer", "limits"), SILENCES)
async def test_every_kind_of_slowness_has_its_limit(answer: Answer, limits: Limits) -> None:
    with pytest.raises(errors.ProviderTimeout):
        async with asyncio.timeout(5):
            await asked(answer, Notes(), limits)


async def test_a_slow_reader_is_no_silence_of_the_model() -> None:
    class Slow(Notes):
        async def write(self, text: str) -> None:
            await asyncio.sleep(0.4)
            await super().write(text)

    reply = await asked(streamed("하나 ", "둘 ", "셋"), Slow(), replace(LIMITS, silence=0.3))
    assert reply.text == "하나 둘 셋"


@pytest.mark.parametrize("where", ["waiting", "writing"])
async def test_cancelling_closes_the_stream_wherever_it_is(where: str) -> None:
    reached = asyncio.Event()

    class Stuck(Notes):
        async def write(self, text: str) -> None:
            reached.set()
            if where == "writing":
                await asyncio.sleep(60)

    answer = streamed("달은 ", "돈다", "더", hold=500)
    async with scripted(answer) as server, openai_client(server.endpoint) as client:
        call = asyncio.create_task(receive_stream(client, "llama3", REQUEST, LIMITS, Stuck()))
        await asyncio.wait_for(reached.wait(), 5)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await asyncio.wait_for(server.left.wait(), 0.25)
