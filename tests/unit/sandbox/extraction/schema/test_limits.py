import pytest

from app.sandbox.extraction.schema.limits import fitted_text


@pytest.mark.parametrize("text", ["", "짧은 글", "a"])
def test_required_text_is_never_filled_with_dashes(text: str) -> None:
    filled = fitted_text(text, {"minLength": 12}, None, [])

    assert len(filled) >= 12
    assert "-" not in filled
