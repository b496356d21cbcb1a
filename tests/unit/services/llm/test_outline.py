from app.domain.comic import Report, Scenario
from app.services.llm.outline import outline


def test_fields_appear_with_meaning_and_limits() -> None:
    text = outline(Report.model_json_schema())
    assert '"title": "글",  // 보고서 제목. 120자 이내' in text
    assert '"source_ids": ["글", …]  // ' in text
    assert "1~5개" in text


def test_allowed_values_and_exact_counts_appear() -> None:
    schema = Scenario.model_json_schema()
    panel = schema["$defs"]["ScenarioPanel"]["properties"]
    panel["source_ids"]["items"]["enum"] = ["S1", "S2"]
    schema["properties"]["panels"].update(minItems=4, maxItems=4)
    text = outline(schema)
    assert '"source_ids": ["S1" | "S2", …]  // ' in text
    assert "정확히 4개" in text


def test_examples_reach_the_model() -> None:
    assert "예: wide shot, medium shot" in outline(Scenario.model_json_schema())
