"""What the campaign reads from who held which task when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.faults.campaign.diary import (
    Outage,
    Stop,
    Turn,
    first_successes,
    recoveries,
    robberies,
)
from tests.faults.campaign.outcome import percentile

LEASE = 10.0
TASK = UUID(int=1)


def at(seconds: float) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


# Process 7 took the task after a second and lost it after 15; it was taken up again after 16.
LOST = Turn(TASK, 1, 7, at(1), at(0), at(15), True, 1, at(16))
KILLED = Stop(7, "kill", at(4))


def test_a_recovery_is_from_the_death_to_the_next_claim() -> None:
    [recovery] = recoveries([LOST], [Stop(8, "kill", at(2)), KILLED], [])
    assert (recovery.cause, recovery.seconds, recovery.alone) == ("kill", 12.0, False)


def test_a_freeze_counts_from_its_beginning() -> None:
    [recovery] = recoveries([LOST], [Stop(7, "freeze", at(3), at(18))], [])
    assert (recovery.cause, recovery.seconds) == ("freeze", 13.0)


def test_a_freeze_that_was_over_is_not_what_lost_the_task() -> None:
    [recovery] = recoveries([LOST], [Stop(7, "freeze", at(2), at(5)), Stop(7, "kill", at(9))], [])
    assert (recovery.cause, recovery.seconds) == ("kill", 7.0)


def test_the_clock_stands_while_the_database_is_away() -> None:
    before, within, unfinished = (Outage("postgres", True, at(t), at(t + 3)) for t in (2, 8, 14))
    outages = [before, within, Outage("redis", True, at(4), at(9)), unfinished]
    [recovery] = recoveries([LOST], [KILLED], outages)
    assert (recovery.waited, recovery.seconds) == (12.0, 12.0 - 1.0 - 3.0 - 2.0)


def test_what_was_not_lost_needs_no_recovery() -> None:
    assert recoveries([replace(LOST, lost=False)], [KILLED], []) == []
    assert recoveries([replace(LOST, again=None)], [KILLED], []) == []


def test_a_task_with_two_crashes_waits_for_a_process_of_its_own() -> None:
    [recovery] = recoveries([replace(LOST, crashes=2)], [KILLED], [])
    assert recovery.alone


def test_taking_from_a_process_that_lives_is_a_robbery() -> None:
    [sentence] = robberies([LOST], [], [], LEASE)
    assert "process 7, which lived" in sentence
    assert robberies([LOST], [KILLED], [], LEASE) == []
    assert robberies([replace(LOST, lost=False)], [], [], LEASE) == []


def test_without_a_database_nobody_could_renew() -> None:
    assert robberies([LOST], [], [Outage("postgres", True, at(2), at(4))], LEASE) == []
    assert robberies([LOST], [], [Outage("redis", True, at(2), at(4))], LEASE) != []
    assert robberies([LOST], [], [Outage("postgres", True, at(-20), at(-10))], LEASE) != []


def test_the_first_success_is_of_a_task_accepted_after_the_restart() -> None:
    outages = [Outage("postgres", True, at(2), at(4)), Outage("postgres", False, at(16), at(17))]
    turns = [
        replace(LOST, began=at(5), accepted=at(3)),
        replace(LOST, began=at(7), accepted=at(5)),
        replace(LOST, began=at(6), accepted=at(5), attempt=2),
    ]
    assert first_successes(turns, outages, "postgres") == [3.0]


def test_a_restart_that_was_followed_by_an_outage_tells_nothing() -> None:
    outages = [Outage("postgres", True, at(2), at(4)), Outage("postgres", True, at(6), at(7))]
    late = replace(LOST, began=at(9), accepted=at(8))
    assert first_successes([late], outages, "postgres") == [2.0]


def test_a_redis_that_wakes_nobody_has_no_success_yet() -> None:
    outages = [Outage("redis", True, at(2), at(4))]
    polled = replace(LOST, began=at(7), accepted=at(5))
    woken = replace(LOST, began=at(9.1), accepted=at(9))
    assert first_successes([polled, woken], outages, "redis") == [5.1]


def test_percentiles_are_values_that_were_seen() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.99, 1.0)] == [50.0, 99.0, 100.0]
    assert percentile([3.0], 0.5) == 3.0
