"""Lettered panels: everything said, everything inside, nothing over anything else."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from pylopdf_fonts_ko import sans_path

from app.domain.comic import DialogueLine
from app.services.lettering.bubble import BubbleKind
from app.services.lettering.frame import Frame
from app.services.lettering.layout import lay_out
from app.services.lettering.lettering import LetteredPanel, letter_panel
from app.services.lettering.speech import speeches
from app.services.lettering.text import drawable
from app.services.lettering.typeface import typeface
from tests.unit.services.lettering.pictures import opened, picture, said

CMAP = TTFont(sans_path()).getBestCmap()
CAST = ("기자", "연구원", "교수")
LONG = (
    "이번 연구는 동물 모델을 이용해 지카바이러스가 정모세포와 정세관 세포 손상을 일으킨다는 것, "
    "그리고 남성호르몬과 정자 수를 모두 감소시킨다는 것을 구체적으로 밝혔습니다. "
    "다만 쥐 실험입니다."
)

WORD = st.one_of(
    st.sampled_from(
        [
            "지카바이러스가",
            "정말",
            "52%",
            "줄었습니다.",
            "AI",
            "models",
            "그렇군요!",
            "…",
            "❤️",
            "(2024년)",
        ]
    ),
    st.text("가나다라마바사아자차카타파하abcdef.,!?", min_size=1, max_size=14),
)
SPOKEN = st.one_of(
    st.lists(WORD, min_size=1, max_size=30).map(lambda words: " ".join(words)[:120]),
    st.text(min_size=1, max_size=120),
)
LINES = st.lists(
    st.builds(said, st.sampled_from([*CAST, "내레이션", "앵커"]), SPOKEN), min_size=1, max_size=3
)
SIDE = st.integers(256, 2048)


def check(panel: LetteredPanel, lines: Sequence[DialogueLine]) -> None:
    """All that must hold for every panel."""
    bubbles = panel.bubbles
    for bubble in bubbles:
        left, top, right, bottom = bubble.box
        assert left >= 0
        assert top >= 0
        assert right <= panel.width
        assert bottom <= panel.height
        font = typeface(bubble.font_size)
        assert max(font.getlength(row) for row in bubble.rows) <= bubble.box.width
        assert len(bubble.rows) * bubble.font_size <= bubble.box.height
        assert bubble.font_size >= 12
        assert all(ord(char) in CMAP for char in bubble.text)
        if bubble.tail:
            assert 0 <= bubble.tail.x <= panel.width
            assert 0 <= bubble.tail.y <= panel.height
    for first, second in combinations(bubbles, 2):
        assert first.box.overlap(second.box) == 0
        if first.tail:
            assert not _inside(first.tail, second)
        if second.tail:
            assert not _inside(second.tail, first)
    for first, second in pairwise(bubbles):
        assert (first.line, first.part) < (second.line, second.part)
        assert second.box.top >= first.box.top
        beside, under = second.box.left >= first.box.right, second.box.top >= first.box.bottom
        assert beside or under
    for index, line in enumerate(lines):
        drawn = "".join(bubble.text for bubble in bubbles if bubble.line == index)
        assert drawn.replace(" ", "") == drawable(line.text).replace(" ", "")


def _inside(point, bubble) -> bool:
    box = bubble.box
    return box.left < point.x < box.right and box.top < point.y < box.bottom


@settings(max_examples=100, deadline=None)
@given(LINES, st.integers(0, 3), SIDE, SIDE)
def test_any_dialogue_on_any_picture(
    lines: list[DialogueLine], people: int, width: int, height: int
) -> None:
    frame = Frame.of(width, height, CAST[:people])
    layout = lay_out(frame, speeches(lines, frame))

    check(LetteredPanel(b"", width, layout.height, layout.bubbles), lines)


@pytest.mark.parametrize(("width", "height"), [(256, 2048), (2048, 256), (2048, 2048)])
def test_extreme_sizes_are_drawn(width: int, height: int) -> None:
    lines = [said(name, LONG) for name in CAST]
    panel = letter_panel(picture(width, height), lines, CAST)

    check(panel, lines)
    assert opened(panel.png).size == (width, panel.height)


def test_the_png_is_the_picture_with_the_bubbles_on_it() -> None:
    raw = picture()
    panel = letter_panel(raw, [said("기자", "정말 성공한 거예요?")], CAST[:2])

    lettered = opened(panel.png)
    assert lettered.size == (panel.width, panel.height) == (768, 768)
    changed = ImageChops.difference(lettered, opened(raw)).getbbox()
    [bubble] = panel.bubbles
    reach = bubble.box.grown(4)
    assert bubble.tail
    assert changed[0] >= reach.left
    assert changed[1] >= reach.top
    assert changed[2] <= reach.right
    assert changed[3] <= max(reach.bottom, bubble.tail.y + 4)
    inside = lettered.crop(tuple(map(int, bubble.box)))
    darkness = sum(count for count, color in inside.getcolors(65536) if max(color) < 90)
    assert darkness > 200, "no text was drawn"


def test_bubbles_stand_over_their_speakers_and_point_at_them() -> None:
    lines = [said("기자", "정말요?"), said("연구원", "네, 그렇습니다.")]

    left, right = letter_panel(picture(), lines, CAST[:2]).bubbles

    assert left.kind is right.kind is BubbleKind.SPEECH
    assert left.box.center.x < 384 < right.box.center.x
    assert left.tail
    assert right.tail
    assert left.tail.y > left.box.bottom
    assert left.tail.x < 384 < right.tail.x


def test_short_dialogue_stays_in_the_upper_third() -> None:
    lines = [said("기자", "정말 위험한가요?"), said("연구원", "쥐 실험에서 확인했어요.")]

    panel = letter_panel(picture(), lines, CAST[:2])

    assert all(bubble.box.bottom < 768 * 0.36 for bubble in panel.bubbles)


def test_long_text_wraps_then_shrinks() -> None:
    short = letter_panel(picture(), [said("기자", "짧은 말")], CAST[:1]).bubbles
    wrapped = letter_panel(picture(), [said("기자", LONG[:60])], CAST[:1]).bubbles
    crowded = letter_panel(picture(), [said(name, LONG) for name in CAST], CAST).bubbles

    assert len(short[0].rows) == 1
    assert len(wrapped[0].rows) > 1
    assert wrapped[0].font_size == short[0].font_size
    assert len(crowded) == 3
    assert crowded[0].font_size < short[0].font_size


def test_what_does_not_fit_goes_on_in_a_second_bubble() -> None:
    lines = [said("기자", LONG)]
    panel = letter_panel(picture(256, 256), lines, CAST[:2])

    check(panel, lines)
    assert [(bubble.line, bubble.part) for bubble in panel.bubbles[:2]] == [(0, 0), (0, 1)]
    assert panel.bubbles[1].kind is BubbleKind.SPEECH
    assert panel.height == 256


def test_what_fits_no_bubble_goes_on_in_captions_below_the_picture() -> None:
    lines = [said(name, LONG) for name in CAST]
    panel = letter_panel(picture(256, 256), lines, CAST)

    check(panel, lines)
    below = [bubble for bubble in panel.bubbles if bubble.box.top >= 256]
    assert panel.height > 256
    assert below
    assert all(bubble.kind is BubbleKind.CAPTION for bubble in below)
    assert below[-1].label == CAST[2]
    assert opened(panel.png).size == (256, panel.height)


@pytest.mark.parametrize(("speaker", "label"), [("앵커", "앵커"), ("내레이션", None)])
def test_a_voice_from_outside_is_a_caption_with_its_name(speaker: str, label: str | None) -> None:
    [bubble] = letter_panel(picture(), [said(speaker, "속보입니다.")], CAST[:2]).bubbles

    assert bubble.kind is BubbleKind.CAPTION
    assert bubble.tail is None
    assert bubble.label == label


def test_names_are_compared_without_spaces_and_case() -> None:
    [bubble] = letter_panel(picture(), [said("김 박사", "네.")], ["김박사"]).bubbles

    assert bubble.kind is BubbleKind.SPEECH


def test_the_same_input_gives_the_same_bytes() -> None:
    lines = [said("기자", LONG[:70]), said("연구원", "네!")]

    assert letter_panel(picture(), lines, CAST).png == letter_panel(picture(), lines, CAST).png
