import pytest

from app.sandbox.extraction.material.material import read_material

PROMPT = """<query>
도시 양봉
</query>

<source id="S1" title="옥상 꿀벌" url="https://example.com/1">
열매가 34% 늘었다. 새도 함께 늘었다. 시는 벌통을 더 놓을 계획이다.
</source>"""


def test_blocks_are_sorted_by_what_they_are_for() -> None:
    material = read_material([PROMPT])

    assert material.query == "도시 양봉"
    assert (material.titles, material.source_ids) == (("옥상 꿀벌",), ("S1",))
    assert material.urls == ("https://example.com/1",)
    assert len(material.statements) == 3
    assert material.korean


def test_plain_text_is_material_and_its_request_the_question() -> None:
    material = read_material(["다음 글을 요약해줘.\n\n벌통을 옥상에 놓았다. 열매가 34% 늘었다."])

    assert material.query == "다음 글을 요약해줘."
    assert [each.text for each in material.statements] == [
        "벌통을 옥상에 놓았다.",
        "열매가 34% 늘었다.",
    ]


@pytest.mark.parametrize(
    ("prompt", "request_"),
    [
        ("다음을 요약해줘: 벌통을 옥상에 놓았다. 열매가 34% 늘었다.", "다음을 요약해줘:"),
        ("Summarise this: The hives are on the roof. The fruit grew by 34%.", "Summarise this:"),
    ],
)
def test_the_text_after_a_colon_is_whole(prompt: str, request_: str) -> None:
    material = read_material([prompt])

    assert material.query == request_
    assert " ".join(each.text for each in material.statements) == prompt.split(": ")[1]


def test_english_material_is_answered_in_english() -> None:
    assert not read_material(["The reefs are growing fast. The water is clear."]).korean
