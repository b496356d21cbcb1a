"""The question for one outfit's message, and what its answer must keep to."""

import re
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.domain.recommendation import MESSAGE_MAX, Category, Gender, Outfit, OutfitUser, Season
from app.domain.steps import step_key
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Picture, Prompt

_SYSTEM = numbered(
    "너는 옷 가게의 친근한 스타일리스트다. 추천한 코디를 고객이 입어 보고 싶어지게 한마디 건넨다.",
    f"한 문장으로 쓴다. 빈칸과 이모지까지 {MESSAGE_MAX}자를 넘지 않는다.",
    "코디에 어울리는 이모지를 하나 넣는다.",
    "고객의 이름을 부르고 존댓말로 쓴다.",
    "코디와 사진에 없는 색, 소재, 상표를 지어내지 않는다.",
    MATERIAL_RULE,
)
_GENDERS: dict[Gender, str] = {"male": "남성", "female": "여성", "unisex": "남녀 공용"}
_SEASONS: dict[Season, str] = {
    "spring": "봄",
    "summer": "여름",
    "fall": "가을",
    "winter": "겨울",
    "all": "사계절",
}
_CATEGORIES: dict[Category, str] = {"top": "상의", "bottom": "하의", "outer": "겉옷"}

_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SECOND_SENTENCE = re.compile(r"[.!?…。][\"'”’)]*\s+\W*\w|\n")


class OutfitMessage(BaseModel):
    """What the model answers."""

    message: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MESSAGE_MAX),
        Field(description="고객에게 건네는 한 문장. 이모지를 하나 넣고 50자를 넘지 않는다."),
    ]


def message_prompt(
    outfit: Outfit,
    user: OutfitUser,
    picture: Picture | None,
    model: str | None = None,
    seconds: float | None = None,
) -> Prompt:
    """Asks ``model`` (None: the default one) for an OutfitMessage, each call ``seconds`` long."""
    return Prompt(
        name="outfit_message",
        system=_SYSTEM,
        user=_material(outfit, user),
        temperature=0.7,
        max_tokens=256,
        pictures=(picture,) if picture else (),
        model=model,
        seconds=seconds,
        urgent=True,
    )


def message_stamp(outfit: Outfit, user: OutfitUser) -> str:
    """Changes with whatever the message is made of, so that an old one is known as old."""
    key, url = outfit.image
    material = _material(outfit, user)
    return step_key("message", outfit.outfit_id, _SYSTEM, material, key or "", url or "")


def broken_rules(reply: OutfitMessage) -> list[str]:
    """What a well-formed answer still does wrong."""
    broken = []
    if not _EMOJI.search(reply.message):
        broken.append("message에 이모지를 하나 넣으세요.")
    if _SECOND_SENTENCE.search(reply.message):
        broken.append("message를 한 문장으로 쓰세요.")
    return broken


def _material(outfit: Outfit, user: OutfitUser) -> str:
    pieces = [f"{_CATEGORIES[item.category]}: {item.name}" for item in outfit.items]
    look = [
        f"스타일: {outfit.style}",
        f"계절: {_SEASONS[outfit.season]}",
        f"설명: {outfit.description}",
        *pieces,
    ]
    customer = [f"이름: {user.name}"]
    if user.gender:
        customer.append(f"성별: {_GENDERS[user.gender]}")
    return joined(
        block("outfit", "\n".join(look)),
        block("customer", "\n".join(customer)),
        "이 코디를 이 고객에게 권하는 말을 message에 쓰세요.",
    )
