"""GET /api/recommendations where no model is configured."""

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pydantic import TypeAdapter

from app.api.recommendations.responses import Recommendations
from app.database import Database
from app.domain.recommendation import OutfitUser, UserId
from app.repositories.outfit_ranking import PreferenceRanking
from tests.gateway_server import RunningGateway
from tests.integration.recommendations.conftest import NO_MODEL, PATH, Shop

OUTFIT_MEMBERS = {
    "id",
    "imageUrl",
    "gender",
    "season",
    "style",
    "description",
    "isFavorited",
    "llmMessage",
    "items",
    "createdAt",
}
ITEM_MEMBERS = {
    "id",
    "category",
    "brand",
    "name",
    "price",
    "imageUrl",
    "purchaseUrl",
    "isSaved",
}


async def page(gateway: RunningGateway, query: str = "", **headers: str) -> dict[str, Any]:
    reply = await gateway.client.get(f"{PATH}{query}", headers=headers)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def test_the_envelope_is_the_documented_one(quiet_shop: RunningGateway) -> None:
    body = await page(quiet_shop)
    TypeAdapter(Recommendations).validate_json(json.dumps(body), strict=True)
    assert set(body) == {"success", "data"}
    assert body["success"] is True
    assert set(body["data"]) == {"outfits", "pagination"}
    assert body["data"]["pagination"] == {
        "currentPage": 1,
        "totalPages": 1,
        "totalItems": 20,
        "hasNext": False,
        "hasPrev": False,
    }
    assert len(body["data"]["outfits"]) == 20
    for outfit in body["data"]["outfits"]:
        assert set(outfit) == OUTFIT_MEMBERS
        assert outfit["llmMessage"] is None
        assert outfit["gender"] in ("female", "unisex")
        assert outfit["createdAt"].endswith("Z")
        datetime.fromisoformat(outfit["createdAt"])
        for item in outfit["items"]:
            assert set(item) == ITEM_MEMBERS
            assert item["category"] in ("top", "bottom", "outer")
            assert item["price"] > 0


async def test_without_a_model_nothing_is_asked_for(quiet_shop: RunningGateway) -> None:
    await page(quiet_shop)
    await page(quiet_shop, "?messages=defer")
    assert await quiet_shop.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_pages_follow_one_another_without_gap_or_repeat(quiet_shop: RunningGateway) -> None:
    whole = [outfit["id"] for outfit in (await page(quiet_shop))["data"]["outfits"]]
    seen: list[int] = []
    for number in (1, 2, 3):
        data = (await page(quiet_shop, f"?page={number}&limit=7"))["data"]
        seen += [outfit["id"] for outfit in data["outfits"]]
        assert data["pagination"] == {
            "currentPage": number,
            "totalPages": 3,
            "totalItems": 20,
            "hasNext": number < 3,
            "hasPrev": number > 1,
        }
    assert seen == whole


async def test_a_page_behind_the_last_one_is_empty(quiet_shop: RunningGateway) -> None:
    data = (await page(quiet_shop, "?page=999999999&limit=50"))["data"]
    assert data["outfits"] == []
    assert data["pagination"]["totalItems"] == 20
    assert data["pagination"]["hasNext"] is False


async def test_the_best_come_first(quiet_shop: RunningGateway) -> None:
    user = OutfitUser(UserId(1), "김하늘", "female", ("미니멀",))
    ranking = PreferenceRanking(quiet_shop.db, today=lambda: date(2026, 1, 5))
    ranked = await ranking.page(user, offset=0, limit=50)
    rows = await quiet_shop.db.fetch(
        "SELECT o.*, f.user_id IS NOT NULL AS favourite FROM outfits o "
        "LEFT JOIN favourite_outfits f ON f.outfit_id = o.outfit_id AND f.user_id = 1"
    )
    known = {row["outfit_id"]: row for row in rows}
    points = [
        (
            4 * (known[each]["season"] in ("winter", "all"))
            + 2 * (known[each]["style"] == "미니멀")
            + known[each]["favourite"],
            known[each]["created_at"],
        )
        for each in ranked.ids
    ]
    assert points == sorted(points, reverse=True)
    assert {known[each]["gender"] for each in ranked.ids} == {"female", "unisex"}
    assert known[ranked.ids[0]]["style"] == "미니멀"


async def test_a_user_without_a_gender_sees_everything(quiet_shop: RunningGateway) -> None:
    ranking = PreferenceRanking(quiet_shop.db)
    ranked = await ranking.page(OutfitUser(UserId(1), "아무개", None, ()), offset=0, limit=1)
    assert ranked.total == 28
    assert len(ranked.ids) == 1


async def test_marks_are_the_users_own(quiet_shop: RunningGateway) -> None:
    outfits = (await page(quiet_shop))["data"]["outfits"]
    liked = [outfit for outfit in outfits if outfit["isFavorited"]]
    assert len(liked) == 3
    assert all(outfit["items"][0]["isSaved"] for outfit in liked)

    await _add_user(quiet_shop.db, "박준호", "male", "other-token")
    other = (await page(quiet_shop, Authorization="Bearer other-token"))["data"]["outfits"]
    assert {outfit["gender"] for outfit in other} == {"male", "unisex"}
    assert not any(outfit["isFavorited"] for outfit in other)
    assert not any(item["isSaved"] for outfit in other for item in outfit["items"])


async def test_pictures_are_there(quiet_shop: RunningGateway) -> None:
    outfit = (await page(quiet_shop))["data"]["outfits"][0]
    for address in (outfit["imageUrl"], outfit["items"][0]["imageUrl"]):
        reply = await quiet_shop.client.get(address)
        assert reply.status_code == 200
        assert reply.headers["content-type"] == "image/jpeg"
        with Image.open(BytesIO(reply.content)) as image:
            assert min(image.size) >= 300
    missing = await quiet_shop.client.get(f"{PATH}/images/nothing.jpg")
    assert missing.status_code == 404
    assert missing.json()["error"]["code"] == "NOT_FOUND"


async def test_an_outfit_with_neither_pictures_nor_items(quiet_shop: RunningGateway) -> None:
    outfit_id = await quiet_shop.db.fetchval(
        "INSERT INTO outfits (gender, season, style, description) "
        "VALUES ('female', 'all', '미니멀', '사진을 아직 찍지 않은 옷') RETURNING outfit_id"
    )
    outfits = (await page(quiet_shop, "?limit=50"))["data"]["outfits"]
    [bare] = [outfit for outfit in outfits if outfit["id"] == outfit_id]
    assert bare["imageUrl"] is None
    assert bare["items"] == []


async def test_the_main_picture_is_shown_else_the_first(quiet_shop: RunningGateway) -> None:
    first, second = [each["id"] for each in (await page(quiet_shop))["data"]["outfits"][:2]]
    execute = quiet_shop.db.execute
    await execute("DELETE FROM outfit_images WHERE outfit_id = ANY($1)", [first, second])
    insert = (
        "INSERT INTO outfit_images (outfit_id, position, is_main, image_url) "
        "VALUES ($1, $2, $3, $4)"
    )
    for position, url in ((1, "https://example.com/1.jpg"), (2, "https://example.com/2.jpg")):
        await execute(insert, first, position, position == 2, url)
        await execute(insert, second, position, False, url)
    shown = {each["id"]: each["imageUrl"] for each in (await page(quiet_shop))["data"]["outfits"]}
    assert shown[first] == "https://example.com/2.jpg"
    assert shown[second] == "https://example.com/1.jpg"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?page=0", "페이지 번호는 1 이상이어야 합니다"),
        ("?page=x", "페이지 번호는 1 이상이어야 합니다"),
        ("?limit=0", "페이지당 개수는 1 이상 50 이하여야 합니다"),
        ("?limit=51", "페이지당 개수는 1 이상 50 이하여야 합니다"),
    ],
)
async def test_what_is_refused_is_told_in_both_forms(
    quiet_shop: RunningGateway, query: str, sentence: str
) -> None:
    reply = await quiet_shop.client.get(f"{PATH}{query}")
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["success"] is False
    assert body["error"] == {"code": "VALIDATION_ERROR", "message": sentence}
    assert body["status"] == 400
    assert body["detail"] == sentence
    assert body["request_id"] == reply.headers["x-request-id"]


async def test_with_keys_the_bearer_token_names_the_user(shop: Shop) -> None:
    async with shop(**NO_MODEL, API_KEYS="backend-key,user-token") as gateway:
        await _add_user(gateway.db, "박준호", "male", "user-token")
        for headers in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": "Bearer backend-key"},
            {"X-API-Key": "backend-key"},
            {"X-API-Key": "backend-key", "Authorization": "Bearer nobody"},
            {"X-API-Key": "wrong", "Authorization": "Bearer user-token"},
        ):
            reply = await gateway.client.get(PATH, headers=headers)
            assert reply.status_code == 401, headers
            assert reply.json()["success"] is False
            assert reply.json()["error"] == {
                "code": "UNAUTHORIZED",
                "message": "인증이 필요합니다",
            }
            assert reply.headers["www-authenticate"] == "Bearer"
        for headers in (
            {"Authorization": "Bearer user-token"},
            {"X-API-Key": "backend-key", "Authorization": "Bearer user-token"},
        ):
            data = (await page(gateway, **headers))["data"]
            assert {outfit["gender"] for outfit in data["outfits"]} == {"male", "unisex"}


async def test_an_empty_shop_says_how_to_fill_it(quiet_shop: RunningGateway) -> None:
    await quiet_shop.db.execute("DELETE FROM outfits")
    data = (await page(quiet_shop))["data"]
    assert data["outfits"] == []
    assert data["pagination"]["totalItems"] == 0
    assert data["pagination"]["totalPages"] == 0
    assert "seed_recommendations.py" in data["notice"]


async def _add_user(db: Database, name: str, gender: str, token: str) -> None:
    await db.execute(
        "INSERT INTO outfit_users (name, gender, token_sha256) "
        "VALUES ($1, $2, sha256(convert_to($3, 'UTF8')))",
        name,
        gender,
        token,
    )
