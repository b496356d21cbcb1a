import pytest

from app.sandbox.extraction.schema.concepts import Concept, concept_of, wants_english
from app.sandbox.extraction.schema.resolve import Slot


@pytest.mark.parametrize(
    ("name", "description", "around", "concept"),
    [
        ("title", "", (), Concept.TITLE),
        ("headline", "", (), Concept.TITLE),
        ("x", "이 절의 짧은 제목", (), Concept.TITLE),
        ("setting", "", (), Concept.PLACE),
        ("장소", "", (), Concept.PLACE),
        ("characters", "", (), Concept.CAST),
        ("characters_present", "", (), Concept.PRESENT),
        ("text", "", ("", "panels", "dialogue"), Concept.SPEECH),
        ("text", "", ("", "sections"), Concept.STATEMENT),
        ("source_ids", "", (), Concept.SOURCE_IDS),
        ("image_prompt", "영어 이미지 프롬프트", (), Concept.IMAGE_PROMPT),
        ("1컷", "", (), Concept.SCENES),
        ("conclusion", "", (), Concept.CLOSING),
        ("anything", "", (), Concept.STATEMENT),
    ],
)
def test_a_place_is_known_by_its_words(
    name: str, description: str, around: tuple[str, ...], concept: Concept
) -> None:
    assert concept_of(Slot(name, {"description": description}, around)) is concept


def test_english_is_written_where_it_is_asked_for() -> None:
    assert wants_english(Slot("x", {"description": "겉모습을 영어로"}))
    assert not wants_english(Slot("x", {"description": "겉모습"}))


@pytest.mark.parametrize(
    ("description", "limit"),
    [("대사. 60자 이내", 60), ("at most 40 characters", 40), ("60년 이내", None), ("", None)],
)
def test_a_limit_may_be_said_in_words(description: str, limit: int | None) -> None:
    assert Slot("x", {"description": description}).said_limit == limit


def test_the_tighter_limit_counts() -> None:
    assert Slot("x", {"maxLength": 120, "description": "60자 이내"}).max_length == 60
    assert Slot("x", {"maxLength": 20, "description": "60자 이내"}).max_length == 20
