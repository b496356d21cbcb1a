"""A text grows without holes, whatever arrives, however often and in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from app.tasks.token_text import Piece, TokenText

WHOLE = {0: "첫 시도의 글입니다", 1: "다시 시작한 글 🙂"}


@st.composite
def _piece(draw: st.DrawFn) -> Piece:
    part = draw(st.sampled_from(sorted(WHOLE)))
    at = draw(st.integers(0, len(WHOLE[part])))
    length = draw(st.integers(0, len(WHOLE[part]) - at))
    return Piece(part, at, WHOLE[part][at : at + length])


@given(st.lists(_piece(), max_size=30))
async def test_what_is_shown_is_always_a_beginning_of_the_truth(pieces: list[Piece]) -> None:
    text = TokenText("key", 1)
    for piece in pieces:
        before = (text.part, text.text)
        text.add(piece)
        assert WHOLE[text.part].startswith(text.text)
        assert (text.part, len(text.text)) >= (before[0], len(before[1]))


async def test_a_change_is_told_once_to_all_who_wait() -> None:
    text = TokenText("key", 1)
    first, second = text.changed, text.changed
    text.add(Piece(0, 0, "가"))
    assert first.done()
    assert second.done()
    assert not text.changed.done()
    text.add(Piece(0, 0, "가"))  # known already
    assert not text.changed.done()


async def test_a_text_in_memory_has_a_bound() -> None:
    text = TokenText("key", 1)
    text.add(Piece(0, 0, "x" * 900_000))
    text.add(Piece(0, 900_000, "y" * 200_000))
    text.add(Piece(0, 1_100_000, "z"))
    assert len(text.text) == 900_000
