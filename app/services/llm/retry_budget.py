"""How many retries a model server may get: in trouble it needs fewer calls, not more."""

_FULL = 100
_EARNED = 1  # by a call
_SPENT = 10  # by a retry


class RetryBudget:
    """A tenth of the calls may be retries, and ten more at once."""

    def __init__(self) -> None:
        self._left = _FULL

    def earn(self) -> None:
        """A call was made."""
        self._left = min(_FULL, self._left + _EARNED)

    def spend(self) -> bool:
        """Whether one more retry may be made; it is counted."""
        if self._left < _SPENT:
            return False
        self._left -= _SPENT
        return True
