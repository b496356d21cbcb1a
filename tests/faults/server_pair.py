"""Servers that a module's tests may break, as long as each test mends what it broke."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.conftest import start_pair
from tests.servers import ServerPair


@pytest.fixture(scope="module")
def servers() -> Iterator[ServerPair]:
    """In place of the session's: ``endpoints``, ``engine`` and the like are built on these."""
    with ExitStack() as stack:
        yield start_pair(stack)
