"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """``small`` and ``large`` are stored tasks; rounds alternate between what is compared."""

    small: int = 1_000
    large: int = 1_000_000
    rounds: int = 5
    requests: int = 10_000
    warmup: int = 500
    connections: int = 64
    drained: int = 10_000
    drained_slow: int = 2_000
    dispatched: int = 150
    query_rounds: int = 11
    comics: int = 3
    comics_at_once: int = 20
    chat_seconds: float = 1.0
    image_seconds: float = 2.0


FULL = Sizes()
QUICK = Sizes(
    large=20_000,
    rounds=2,
    requests=1_500,
    warmup=100,
    drained=2_000,
    drained_slow=300,
    dispatched=20,
    query_rounds=3,
    comics=1,
    comics_at_once=3,
    chat_seconds=0.2,
    image_seconds=0.4,
)
