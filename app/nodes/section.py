"""What an earlier node must have left in the state."""

from typing import TypeVar

from app.domain.errors import NodeFailed

Value = TypeVar("Value")


def required(value: Value | None, name: str) -> Value:
    """``value``, which only a broken workflow leaves empty."""
    if value is None:
        raise NodeFailed(f"앞 단계의 결과가 없습니다: {name}")
    return value
