"""Pages show pictures of all kinds, and what looks like pictures."""

import asyncio
import re
import time
from io import BytesIO

import httpx2
import pytest
from PIL import Image

from tests.contract.sandbox_control import add_fault, set_latency

PAGE = "/pages/ai-at-work-2024"


@pytest.fixture
async def client(sandbox: str):
    async with httpx2.AsyncClient(base_url=sandbox, timeout=5) as client:
        yield client


def opened(reply: httpx2.Response) -> Image.Image:
    assert reply.status_code == 200
    return Image.open(BytesIO(reply.content))


async def test_every_picture_of_a_page_can_be_fetched(client):
    page = (await client.get(PAGE)).text
    addresses = re.findall(r'src="(/images/[^"]+)"', page)

    assert len(addresses) > 8
    for address in addresses:
        assert (await client.get(address)).status_code == 200


@pytest.mark.parametrize(
    ("name", "kind"),
    [("daily-use.png", "PNG"), ("before-and-after.png", "PNG"), ("office.jpg", "JPEG")],
)
async def test_an_articles_pictures_are_what_their_names_say(client, name, kind):
    picture = opened(await client.get(f"/images/ai-at-work-2024/{name}"))

    assert picture.format == kind
    assert picture.size == (720, 480)


@pytest.mark.parametrize(("extension", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("webp", "WEBP")])
async def test_any_words_are_drawn_to_order(client, extension, kind):
    asked = {"prompt": "a woman in a beige coat on a street", "width": 200, "height": 260}
    reply = await client.get(f"/images/drawn.{extension}", params=asked)

    picture = opened(reply)
    assert (picture.format, picture.size) == (kind, (200, 260))
    assert reply.content == (await client.get(f"/images/drawn.{extension}", params=asked)).content


@pytest.mark.parametrize("side", [63, 1601])
async def test_sizes_are_bounded(client, side):
    asked = {"prompt": "x", "width": side, "height": 200}
    assert (await client.get("/images/drawn.png", params=asked)).status_code == 422


async def test_a_bomb_is_small_and_enormous(client):
    reply = await client.get("/images/hostile/bomb.png")

    assert len(reply.content) < 60_000
    width = int.from_bytes(reply.content[16:20], "big")
    height = int.from_bytes(reply.content[20:24], "big")
    assert width * height == 320_000_000


async def test_html_calls_itself_a_jpeg(client):
    reply = await client.get("/images/hostile/html.jpg")

    assert reply.headers["content-type"] == "image/jpeg"
    assert reply.text.startswith("<!doctype html>")


async def test_redirects_lead_inside_and_round(client):
    private = await client.get("/images/hostile/private.jpg")
    assert private.headers["location"].startswith("http://169.254.169.254/")
    loop = await client.get("/images/hostile/loop.jpg")
    assert loop.headers["location"] == "/images/hostile/loop.jpg"


@pytest.mark.parametrize(("name", "announced"), [("huge.jpg", "50000000"), ("endless.jpg", None)])
async def test_a_huge_one_can_be_left_early(client, name, announced):
    async with client.stream("GET", f"/images/hostile/{name}") as reply:
        assert reply.headers.get("content-length") == announced
        async for _ in reply.aiter_bytes():
            break
    assert (await client.get("/health")).status_code == 200


async def test_a_hanging_one_never_answers(client):
    with pytest.raises(httpx2.ReadTimeout):
        await client.get("/images/hostile/hang.jpg", timeout=0.2)


async def test_half_a_jpeg_does_not_decode(client):
    picture = opened(await client.get("/images/hostile/truncated.jpg"))
    with pytest.raises(OSError, match="truncated"):
        picture.load()


@pytest.mark.parametrize("name", ["missing.jpg", "unheard-of.jpg"])
async def test_what_is_not_there_is_404(client, name):
    assert (await client.get(f"/images/hostile/{name}")).status_code == 404
    assert (await client.get(f"/images/furniture/{name}")).status_code == 404
    assert (await client.get(f"/images/ai-at-work-2024/{name}")).status_code == 404


async def test_a_hostile_page_is_the_article_with_more_pictures(client):
    plain, hostile = (await client.get(PAGE)).text, (await client.get(f"{PAGE}/hostile")).text

    assert "/images/hostile/bomb.png" in hostile
    assert "/images/hostile/" not in plain
    assert "다온노동연구소" in hostile


async def test_pictures_take_the_time_that_is_set(client, sandbox):
    await set_latency(sandbox, images=0.3)
    began = time.monotonic()
    await asyncio.gather(*(client.get("/images/furniture/logo.png") for _ in range(3)))

    assert 0.3 <= time.monotonic() - began < 0.9  # not one after the other


async def test_a_picture_can_drip_and_break_off(client, sandbox):
    await add_fault(sandbox, "images", "truncated")
    with pytest.raises(httpx2.RemoteProtocolError):
        await client.get("/images/furniture/logo.png")

    await add_fault(sandbox, "images", "drip", seconds=0.001)
    assert opened(await client.get("/images/furniture/small.jpg")).size == (100, 70)
