"""The sandbox speaks Stable Diffusion WebUI's API as the real one does."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from io import BytesIO

import httpx2
import pytest
from PIL import Image

ASK = {"prompt": "a woman in a lab", "seed": 5, "steps": 10, "width": 256, "height": 256}


@pytest.fixture
async def client(sandbox_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=sandbox_url, timeout=20) as opened:
        yield opened


async def draw(client: httpx2.AsyncClient, **ask: object) -> dict[str, object]:
    reply = await client.post("/sdapi/v1/txt2img", json={**ASK, **ask})
    reply.raise_for_status()
    return reply.json()


def picture(image: str) -> Image.Image:
    return Image.open(BytesIO(base64.b64decode(image, validate=True)))


async def progress(client: httpx2.AsyncClient) -> dict[str, object]:
    return (await client.get("/sdapi/v1/progress")).json()


async def drawing(client: httpx2.AsyncClient) -> None:
    """Wait until a call is being drawn."""
    async with asyncio.timeout(5):
        while (await progress(client))["state"]["job_count"] == 0:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)


async def left(client: httpx2.AsyncClient) -> bool:
    """Whether the sandbox has noticed that a caller of txt2img is gone."""
    return bool((await client.get("/control/calls")).json()["txt2img"]["cancelled"])


async def test_a_reply_has_the_documented_shape(client: httpx2.AsyncClient) -> None:
    reply = await draw(client, negative_prompt="text", sampler_name="DPM++ 2M", cfg_scale=5)

    assert set(reply) == {"images", "parameters", "info"}
    [image] = reply["images"]
    assert picture(image).size == (256, 256)
    assert "Seed: 5" in picture(image).text["parameters"]
    assert reply["parameters"]["cfg_scale"] == 5
    assert reply["parameters"]["sampler_index"] == "Euler"
    info = json.loads(reply["info"])
    assert info["all_seeds"] == [5]
    assert info["sampler_name"] == "DPM++ 2M"
    assert "without a model" in info["infotexts"][0]


async def test_every_field_is_optional(client: httpx2.AsyncClient) -> None:
    reply = (await client.post("/sdapi/v1/txt2img", json={})).json()

    assert picture(reply["images"][0]).size == (512, 512)
    assert reply["parameters"]["steps"] == 50
    assert 0 <= json.loads(reply["info"])["seed"] < 4294967294


async def test_a_batch_counts_its_seeds_up(client: httpx2.AsyncClient) -> None:
    reply = await draw(client, batch_size=2, n_iter=2)
    single = await draw(client, seed=6)

    assert json.loads(reply["info"])["all_seeds"] == [5, 6, 7, 8]
    second, alone = (picture(image) for image in (reply["images"][1], single["images"][0]))
    assert second.tobytes() == alone.tobytes()


async def test_one_call_is_drawn_at_a_time(client: httpx2.AsyncClient) -> None:
    await client.put("/control/latency", json={"txt2img": 0.4})
    began = time.monotonic()

    await asyncio.gather(*(draw(client) for _ in range(3)))

    assert 1.2 <= time.monotonic() - began < 4


async def test_progress_moves_while_drawing(client: httpx2.AsyncClient) -> None:
    await client.put("/control/latency", json={"txt2img": 1.5})
    idle = await progress(client)
    call = asyncio.ensure_future(draw(client))
    await drawing(client)
    seen = []
    while not call.done():
        seen.append(await progress(client))
        await asyncio.sleep(0.1)

    assert (idle["progress"], idle["state"]["job_count"], idle["current_image"]) == (0, 0, None)
    steps = [each["progress"] for each in seen]
    assert steps == sorted(steps[:-1]) + steps[-1:]
    assert len(set(steps)) >= 4
    assert any(each["current_image"] for each in seen)
    assert (await progress(client))["progress"] == 0


async def test_an_interrupt_ends_the_call_with_what_is_there(client: httpx2.AsyncClient) -> None:
    whole = await draw(client)
    await client.put("/control/latency", json={"txt2img": 30})
    call = asyncio.ensure_future(draw(client))
    await drawing(client)

    assert (await client.post("/sdapi/v1/interrupt")).json() == {}
    reply = await asyncio.wait_for(call, 5)

    assert picture(reply["images"][0]).size == (256, 256)
    assert reply["images"] != whole["images"]


async def test_a_client_that_leaves_does_not_stop_the_drawing(client: httpx2.AsyncClient) -> None:
    await client.put("/control/latency", json={"txt2img": 30})
    call = asyncio.ensure_future(draw(client))
    await drawing(client)
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    async with asyncio.timeout(5):
        while not await left(client):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)

    assert (await progress(client))["state"]["job_count"] == 1
    await client.post("/sdapi/v1/interrupt")
    await client.put("/control/latency", json={"txt2img": 0})
    await asyncio.wait_for(draw(client), 5)


async def test_what_it_does_not_know_is_refused(client: httpx2.AsyncClient) -> None:
    async def status(**ask: object) -> int:
        return (await client.post("/sdapi/v1/txt2img", json={**ASK, **ask})).status_code

    assert await status(sampler_name="없는 샘플러") == 404
    assert await status(script_name="x/y/z plot") == 422
    assert await status(width="wide") == 422
    assert await status(width=100_000) == 422


async def test_options_are_remembered(client: httpx2.AsyncClient) -> None:
    before = (await client.get("/sdapi/v1/options")).json()
    await client.post("/sdapi/v1/options", json={"samples_format": "jpg"})
    after = (await client.get("/sdapi/v1/options")).json()

    assert before["samples_format"] == "png"
    assert after == {**before, "samples_format": "jpg"}


async def test_samplers_and_models_are_listed(client: httpx2.AsyncClient) -> None:
    samplers = (await client.get("/sdapi/v1/samplers")).json()
    [model] = (await client.get("/sdapi/v1/sd-models")).json()

    assert {"name": "Euler", "aliases": [], "options": {}} in samplers
    assert "sandbox" in model["model_name"]
