"""A summary is made of the one before it and of what is new, as much as one call can read."""

from app.services.chat.summary import SUMMARY_TOKENS, oldest_within, summary_request
from tests.unit.services.chat.counting import CharacterCounter, exchanges

COUNTER = CharacterCounter()


def test_the_old_summary_and_the_new_exchanges_are_material() -> None:
    request = summary_request("수달을 좋아한다", exchanges(2, 2))
    assert [each.role for each in request.messages] == ["system", "user"]
    assert request.messages[1].content == (
        "<summary>\n수달을 좋아한다\n</summary>\n\n"
        "<conversation>\nuser: q1\nassistant: a1\nuser: q2\nassistant: a2\n</conversation>"
    )
    assert request.max_tokens == SUMMARY_TOKENS


def test_the_first_summary_has_nothing_before_it() -> None:
    assert "<summary>" not in summary_request(None, exchanges(1)).messages[1].content


def test_a_call_reads_the_oldest_that_fit() -> None:
    past = exchanges(5)
    whole = SUMMARY_TOKENS + COUNTER.count_messages(summary_request("요약", past).messages)
    assert oldest_within(COUNTER, "요약", past, 10 * whole) == past
    taken = oldest_within(COUNTER, "요약", past, whole - 1)
    assert list(taken) == past[: len(taken)]
    assert 1 <= len(taken) < 5
    assert SUMMARY_TOKENS + COUNTER.count_messages(summary_request("요약", taken).messages) < whole


def test_one_exchange_is_always_taken() -> None:
    assert oldest_within(COUNTER, None, exchanges(3), 1) == exchanges(1)
