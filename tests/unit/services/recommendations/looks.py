"""An outfit and a user for tests."""

from datetime import UTC, datetime

from app.domain.recommendation import (
    ImageSource,
    Outfit,
    OutfitId,
    OutfitItem,
    OutfitUser,
    UserId,
)

USER = OutfitUser(UserId(7), "김하늘", "female", ("미니멀",))
COAT = OutfitItem(
    item_id=1,
    category="outer",
    brand="서촌상점",
    name="카멜 코트",
    price=259_000,
    image=ImageSource(None, None),
    purchase_url=None,
    is_saved=False,
)
OUTFIT = Outfit(
    outfit_id=OutfitId(3),
    gender="female",
    season="fall",
    style="미니멀",
    description="카멜 코트에 아이보리 니트를 받쳐 입은 가을 출근 룩",
    created_at=datetime(2026, 10, 1, tzinfo=UTC),
    image=ImageSource("images/outfits/sample-outfit-1.jpg", None),
    is_favorited=False,
    items=(COAT,),
)
