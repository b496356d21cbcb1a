import json

from app.sandbox.extraction.material.blocks import Block
from app.sandbox.extraction.material.records import records_of

LINES = """제목: 꿀벌의 귀환

등장인물
- 기자: 40대, 트렌치코트
- Dr. Ann Lee: white coat

1컷
장소: 정원, 아침
인물: 기자"""


def test_labelled_lines_are_grouped_under_their_headings() -> None:
    title, cast, panel = records_of(Block("scenario", {}, LINES))

    assert title.fields == {"제목": "꿀벌의 귀환"}
    assert (cast.heading, list(cast.fields)) == ("등장인물", ["기자", "Dr. Ann Lee"])
    assert (panel.number, panel.fields["장소"]) == (1, "정원, 아침")


def test_a_number_may_stand_in_the_tag() -> None:
    [idea] = records_of(Block("idea", {"number": "2"}, "제목: 둘째"))

    assert idea.number == 2


def test_json_gives_the_same() -> None:
    value = {"title": "꿀벌", "panels": [{"panel_number": 1, "setting": "정원"}]}

    title, panel = records_of(Block("scenario", {}, json.dumps(value)))

    assert title.fields == {"title": "꿀벌"}
    assert (panel.heading, panel.number) == ("panels", 1)
    assert panel.fields["setting"] == "정원"


def test_running_text_has_no_records() -> None:
    assert records_of(Block("source", {}, "꽃이 폈다. 벌이 왔다.")) == []
