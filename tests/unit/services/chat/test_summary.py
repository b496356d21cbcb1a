"""A summary is made of the one before it and of what is new, as much as one call can read."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.chat import Exchange
from app.services.chat.summary import oldest_within, summary_request, whole_sentences
from tests.unit.services.chat.counting import CharacterCounter, exchanges

COUNTER = CharacterCounter()


def test_the_old_summary_and_the_new_exchanges_are_material() -> None:
    request = summary_request("수달을 좋아한다", exchanges(2, 2), 77)
    assert [each.role for each in request.messages] == ["system", "user"]
    assert request.messages[1].content == (
        "<summary>\n수달을 좋아한다\n</summary>\n\n"
        "<conversation>\nuser: q1\nassistant: a1\nuser: q2\nassistant: a2\n</conversation>"
    )
    assert request.max_tokens == 77


def test_the_first_summary_has_nothing_before_it() -> None:
    assert "<summary>" not in summary_request(None, exchanges(1), 77).messages[1].content


@pytest.mark.parametrize("text", ["말", "<b>&</b>"])
def test_a_call_reads_the_oldest_that_fit(text: str) -> None:
    past = [replace(each, question=text * 9, answer=text * 9) for each in exchanges(5)]
    whole = prompt_tokens(past)
    assert oldest_within(COUNTER, "요약", past, 2 * whole) == past
    taken = oldest_within(COUNTER, "요약", past, whole - 1)
    assert list(taken) == past[: len(taken)]
    assert 1 <= len(taken) < 5
    assert prompt_tokens(taken) < whole


@pytest.mark.parametrize("text", ["말", "<"])
def test_one_exchange_is_always_taken_shortened_when_it_is_too_long(text: str) -> None:
    long = Exchange(7, text * 5_000, text * 9_000, 14_000)
    room = prompt_tokens(()) + 1_000
    [taken] = oldest_within(COUNTER, "요약", [long, *exchanges(3)], room)
    assert prompt_tokens([taken]) <= room
    assert taken.position == 7
    assert long.question.startswith(taken.question)
    assert len(taken.answer) > 50


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("수달은 3.5 kg이다. 탄천에 산", "수달은 3.5 kg이다."),
        ('"갔다." 그리고', '"갔다."'),
        ("첫째다.\n둘째다.", "첫째다.\n둘째다."),
        ("끝나지 않은", ""),
    ],
)
def test_a_text_that_was_cut_off_has_whole_sentences(text: str, whole: str) -> None:
    assert whole_sentences(text) == whole


def prompt_tokens(exchanges: Sequence[Exchange]) -> int:
    return COUNTER.count_messages(summary_request("요약", exchanges, 77).messages)
