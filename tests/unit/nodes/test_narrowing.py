from app.domain.comic import ImagePrompts, Report
from app.nodes.narrowing import narrowed


def test_values_are_restricted_wherever_the_field_occurs() -> None:
    schema = narrowed(Report, values={"source_ids": ["S1", "S2"]})
    ids = schema["$defs"]["Statement"]["properties"]["source_ids"]
    assert ids["items"]["enum"] == ["S1", "S2"]


def test_a_single_field_is_restricted_too() -> None:
    schema = narrowed(ImagePrompts, values={"name": ["아이"]}, counts={"panels": 4})
    assert schema["$defs"]["CharacterLook"]["properties"]["name"]["enum"] == ["아이"]
    panels = schema["properties"]["panels"]
    assert (panels["minItems"], panels["maxItems"]) == (4, 4)


def test_the_types_own_schema_stays_as_it_was() -> None:
    narrowed(Report, values={"source_ids": ["S1"]})
    assert "enum" not in str(Report.model_json_schema())
