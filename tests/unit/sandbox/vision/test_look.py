"""Pictures are told apart by their pixels, also after they were made smaller and drawn anew."""

from io import BytesIO

import pytest
from PIL import Image

from app.sandbox.extraction.model import answer
from app.sandbox.extraction.turn import Turn
from app.sandbox.library.corpus import corpus
from app.sandbox.library.furniture_images import furniture_reply
from app.sandbox.library.illustrations.draw import encoded, illustration_file
from app.sandbox.vision.look import look

SHOWN = [shown for article in corpus() for shown in article.illustrations]


def redrawn(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        small = image.convert("RGB")
    small.thumbnail((512, 512))
    return encoded(small, "jpg")


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.name)
def test_an_articles_pictures_are_what_they_are(shown) -> None:
    data = illustration_file(shown)
    assert look(data).kind == look(redrawn(data)).kind == shown.kind
    if shown.kind == "chart":
        assert look(data).bars == len(shown.rows)


@pytest.mark.parametrize("name", ["logo.png", "banner.png", "profile.jpg", "small.jpg"])
def test_furniture_is_nothing(name: str) -> None:
    reply = furniture_reply(name)
    assert reply is not None
    assert look(bytes(reply.body)).kind == "other"


def test_a_question_about_a_picture_alone_is_answered_from_it() -> None:
    chart = illustration_file(next(shown for shown in SHOWN if shown.kind == "chart"))
    text = answer([Turn("user", "무슨 그림이야?", (chart,))], schema=None, json_only=False)
    assert "막대 2개" in text


def test_half_a_picture_shows_nothing() -> None:
    data = illustration_file(SHOWN[0])
    turns = [Turn("user", "무슨 그림이야?", (data[: len(data) // 2],))]
    assert "답할 글이" in answer(turns, schema=None, json_only=False)
