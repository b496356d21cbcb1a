"""Leaves an endpoint alone that fails every time, and asks it with one call whether it is back."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import ProviderTimeout, ProviderUnavailable, ProviderUnreachable
from app.services.llm.reception import OutOfTime

_OUTAGE = (ProviderTimeout, ProviderUnavailable, ProviderUnreachable)
_LOOK_AGAIN = 0.25  # seconds, while another call is finding out


class Resting(ProviderUnavailable):
    """언어 모델 서버가 계속 실패하여 잠시 호출을 멈추었습니다."""


class Breaker:
    """Opens after ``failures`` in a row, for ``rest`` seconds; then one call decides.

    Only outages count: a refusal, a limit or a useless answer is the answer of a server that works.
    A call that had less time than usual tells nothing.
    """

    def __init__(self, failures: int, rest: float) -> None:
        self._failures = failures
        self._rest = rest
        self._in_a_row = 0
        self._opened_at = 0.0
        self._deciding = False

    async def passage(self, patience: float) -> None:
        """Return when a call may go, or raise Resting when that takes more than ``patience``."""
        give_up = time.monotonic() + patience
        while wait := self._wait():
            if time.monotonic() + wait > give_up:
                raise Resting(retry_after=wait)
            await asyncio.sleep(wait)

    @property
    def closed(self) -> bool:
        """Whether a call may go right now: since ``passage`` the server may have been given up."""
        return not self._wait()

    @contextmanager
    def call(self) -> Iterator[None]:
        """One call; begin it only while ``closed``."""
        deciding = self._open
        self._deciding = self._deciding or deciding
        try:
            yield
        except OutOfTime:
            raise
        except _OUTAGE:
            self._failed()
            raise
        except Exception:
            self._in_a_row = 0
            raise
        else:
            self._in_a_row = 0
        finally:
            if deciding:
                self._deciding = False

    @property
    def _open(self) -> bool:
        return self._in_a_row >= self._failures

    def _wait(self) -> float:
        """Seconds until asking again makes sense; 0 when a call may go now."""
        if not self._open:
            return 0
        if self._deciding:
            return _LOOK_AGAIN
        return max(0.0, self._opened_at + self._rest - time.monotonic())

    def _failed(self) -> None:
        self._in_a_row += 1
        if self._open:
            self._opened_at = time.monotonic()
