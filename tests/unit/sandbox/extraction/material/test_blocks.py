from app.sandbox.extraction.material.blocks import outside_blocks, parse_blocks


def test_attributes_and_text_are_unescaped() -> None:
    [block] = parse_blocks('<source id="S1" title="A &amp; B">\n1 &lt; 2\n</source>')

    assert block.tag == "source"
    assert block.attributes == {"id": "S1", "title": "A & B"}
    assert block.text == "1 < 2"


def test_the_innermost_blocks_count() -> None:
    found = parse_blocks("<sources><source id='x'>no</source><source>하나</source></sources>")

    assert [block.text for block in found][-1] == "하나"
    assert [block.tag for block in found] == ["source"]


def test_what_is_no_block_is_left() -> None:
    assert outside_blocks("앞 <query>질의</query> 뒤 <br> 끝").split() == ["앞", "뒤", "<br>", "끝"]
