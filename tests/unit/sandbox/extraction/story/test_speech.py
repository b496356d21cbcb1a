from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.story.speech import clip, condensed, headline, speeches


def statement(text: str) -> Statement:
    return Statement(text, ("S1",), 0, 0.0)


def test_a_statement_is_spoken_politely_within_its_limit() -> None:
    said, *_ = speeches(statement("해든시는 벌통을 늘렸다고 5일 밝혔다."), 30)

    assert (said.text, said.plain, said.attributed_to) == (
        "해든시는 벌통을 늘렸습니다.",
        "해든시는 벌통을 늘렸다",
        None,
    )


def test_a_quotation_belongs_to_who_said_it() -> None:
    said, *_ = speeches(statement("봉다현 교수는 “꿀벌은 살아 있는 센서다”라고 설명했다."), 30)

    assert (said.text, said.attributed_to) == ("꿀벌은 살아 있는 센서입니다.", "봉다현 교수")


def test_clipping_never_cuts_a_word() -> None:
    clipped = clip("벌통이 도심의 꽃과 나무를 되살린다", 12)

    assert clipped == "벌통이 도심의 꽃과…"
    assert clip("짧다", 12) == "짧다"


def test_what_fits_is_not_condensed() -> None:
    whole = statement("벌통에서 딴 꿀은 깨끗했다.")

    assert condensed(whole, 100) == whole.text
    assert len(condensed(statement("해든시는 벌통을 늘렸고, 꽃밭도 새로 만들었다."), 20)) <= 20


def test_a_headline_drops_the_ending() -> None:
    assert headline(statement("연구팀은 새 배터리를 개발했다."), 30) == "연구팀은 새 배터리를 개발"
