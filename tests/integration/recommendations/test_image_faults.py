"""A picture that can't be had costs its outfit nothing but the picture."""

import asyncio
from typing import Any

import pytest

from app.embedded.endpoints import Endpoints
from app.repositories.outfit_ranking import PreferenceRanking
from app.repositories.outfits import OutfitRepository
from tests.hostile_server import RawRequest, Respond, answer, hostile_server
from tests.integration.recommendations.conftest import Shop, running_worker
from tests.integration.recommendations.test_messages import messages, outcomes
from tests.integration.recommendations.test_page import page
from tests.unit.services.pictures.drawn import bomb, drawn


async def hang(*_: object) -> None:
    await asyncio.sleep(30)


async def fifty_megabytes(_: RawRequest, writer: asyncio.StreamWriter) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {50_000_000}\r\n\r\n"
    writer.write(head.encode())
    for _ in range(50):
        writer.write(bytes(1_000_000))
        await writer.drain()


FAULTS: dict[str, tuple[Respond, str]] = {
    "/hang.jpg": (hang, "upstream_timeout"),
    "/404.jpg": (answer(status="404 Not Found"), "upstream_refused"),
    "/html.jpg": (answer(b"<html>login</html>", content_type="image/jpeg"), "image_invalid"),
    "/bomb.png": (answer(bomb(20_000, 8_000), content_type="image/png"), "image_invalid"),
    "/redirect.jpg": (answer(status="302 Found", Location="http://10.0.0.1/a.jpg"), "unsafe_url"),
    "/50mb.png": (fifty_megabytes, "upstream_invalid"),
}
PICTURE = answer(drawn("JPEG", (640, 480)), content_type="image/jpeg")


async def respond(request: RawRequest, writer: asyncio.StreamWriter) -> None:
    serve, _ = FAULTS.get(request.target, (PICTURE, ""))
    await serve(request, writer)


@pytest.fixture
def bomb_is_small() -> None:
    assert len(bomb(20_000, 8_000)) < 30_000


@pytest.mark.usefixtures("bomb_is_small")
async def test_each_fault_leaves_the_rest_whole(
    shop: Shop, talking: dict[str, Any], endpoints: Endpoints
) -> None:
    async with hostile_server(respond) as server:
        trusted = {**talking, "SANDBOX_URL": server.origin, "RECOMMENDATION_IMAGE_TIMEOUT": 3}
        async with shop(**trusted) as gateway, running_worker(endpoints, gateway.settings):
            user = await OutfitRepository(gateway.db).sample_user()
            assert user is not None
            ids = (await PreferenceRanking(gateway.db).page(user, offset=0, limit=20)).ids
            addresses = [*FAULTS, "/good-1.jpg", "/good-2.jpg"]
            for outfit_id, path in zip(ids, addresses, strict=False):
                await gateway.db.execute(
                    "UPDATE outfit_images SET image_key = NULL, image_url = $2 "
                    "WHERE outfit_id = $1",
                    outfit_id,
                    f"{server.origin}{path}",
                )
            body = await page(gateway, f"?limit={len(addresses)}")
            assert all(messages(body)), messages(body)
            counted = await outcomes(gateway)
    reasons = [reason for _, reason in FAULTS.values()]
    for reason in set(reasons):
        assert counted["image", reason] == reasons.count(reason)
    assert counted["message", "ok"] == len(addresses)
