"""The command line of the worker entry points."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Arguments:
    """What an operator may narrow or size."""

    queues: tuple[str, ...]
    concurrency: int | None


def parse_arguments(component: str, queues: Sequence[str]) -> Arguments:
    """Exit with a sentence on a wrong option."""
    parser = argparse.ArgumentParser(description=f"{component}: {', '.join(queues)} 처리")
    parser.add_argument(
        "--queues",
        default=",".join(queues),
        help="처리할 대기열 이름, 쉼표로 구분 (기본: 전부)",
    )
    parser.add_argument("--concurrency", type=int, help="동시에 처리할 작업 수")
    given = parser.parse_args()
    chosen = tuple(name.strip() for name in given.queues.split(",") if name.strip())
    unknown = [name for name in chosen if name not in queues]
    if unknown or not chosen:
        parser.error(f"알 수 없는 대기열: {', '.join(unknown)}. 가능한 값: {', '.join(queues)}")
    if given.concurrency is not None and given.concurrency < 1:
        parser.error("--concurrency는 1 이상이어야 합니다.")
    return Arguments(chosen, given.concurrency)
