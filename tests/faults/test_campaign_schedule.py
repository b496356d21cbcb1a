"""The faults of a campaign: repeatable, and never so many at once that nobody is left."""

from itertools import pairwise

from tests.faults.campaign.schedule import (
    COMIC_WORKERS,
    GATEWAYS,
    POSTGRES,
    PROBE_WORKERS,
    REDIS,
    SETTLE,
    Fault,
    Kind,
    draw,
)

LEASE = 10.0
FAULTS = draw(1, 2_000, LEASE)
FREEZES = [
    fault
    for fault in FAULTS
    if fault.kind in (Kind.FREEZE_WORKER, Kind.FREEZE_GATEWAY, Kind.FREEZE_REDIS)
]


def frozen(at: float) -> set[str]:
    return {fault.target for fault in FREEZES if fault.at <= at < fault.at + fault.seconds}


def aimed_at(server: str) -> list[Fault]:
    return [fault for fault in FAULTS if fault.target == server]


def test_a_seed_repeats_its_faults() -> None:
    assert draw(1, 2_000, LEASE) == FAULTS
    assert draw(2, 2_000, LEASE) != FAULTS


def test_every_kind_is_drawn() -> None:
    assert {fault.kind for fault in FAULTS} == set(Kind)


def test_freezes_outlast_the_lease() -> None:
    lengths = [fault.seconds / LEASE for fault in FREEZES]
    assert min(lengths) >= 1.1
    assert max(lengths) <= 1.8


def test_one_of_each_kind_always_goes_on() -> None:
    for fault in FAULTS:
        for places in (COMIC_WORKERS, PROBE_WORKERS, GATEWAYS):
            assert set(places) - frozen(fault.at)


def test_a_server_comes_back_before_it_is_hurt_again() -> None:
    for server in (REDIS, POSTGRES):
        faults = aimed_at(server)
        for earlier, later in pairwise(faults):
            assert later.at >= earlier.at + earlier.seconds + SETTLE


def test_a_thousand_faults_take_twelve_minutes() -> None:
    assert 600 < draw(3, 1_000, LEASE)[-1].at < 800
