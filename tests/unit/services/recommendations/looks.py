"""An outfit and a user for tests."""

from datetime import UTC, datetime

from app.domain.recommendation import (
    Category,
    Gender,
    ImageSource,
    Outfit,
    OutfitId,
    OutfitItem,
    OutfitUser,
    Season,
    UserId,
)

USER = OutfitUser(UserId(7), "김하늘", Gender.FEMALE, ("미니멀",))
COAT = OutfitItem(
    item_id=1,
    category=Category.OUTER,
    brand="서촌상점",
    name="카멜 코트",
    price=259_000,
    image=None,
    purchase_url=None,
    is_saved=False,
)
OUTFIT = Outfit(
    outfit_id=OutfitId(3),
    gender=Gender.FEMALE,
    season=Season.FALL,
    style="미니멀",
    description="카멜 코트에 아이보리 니트를 받쳐 입은 가을 출근 룩",
    created_at=datetime(2026, 10, 1, tzinfo=UTC),
    image=ImageSource("images/outfits/sample-outfit-1.jpg", None),
    is_favorited=False,
    items=(COAT,),
)
