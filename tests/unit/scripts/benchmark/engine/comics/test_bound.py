import pytest

from scripts.benchmark.engine.comics.bound import ModelTimes, Slots, shortest_seconds

COMIC = ModelTimes(chats=8, chat_seconds=1.0, panels=4, panel_seconds=2.0)


@pytest.mark.parametrize(
    ("comics", "slots", "seconds"),
    [
        (1, Slots(chat=8, image=1), 8 + 8),  # a line: chats, then panels one by one
        (1, Slots(chat=8, image=4), 8 + 2),  # the panels of one comic at once
        (1, Slots(chat=8, image=3), 8 + 4),  # a full round of them, and the fourth
        (20, Slots(chat=8, image=1), 8 + 160),  # the image server never rests once it began
        (20, Slots(chat=1, image=80), 160 + 2),  # the language model never rests
        (2, Slots(chat=8, image=8), 8 + 2),  # room for both
    ],
)
def test_what_limits_comics(comics: int, slots: Slots, seconds: float) -> None:
    assert shortest_seconds(comics, COMIC, slots) == seconds
