"""A gateway of the test's own, over a database of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway


@pytest.fixture
async def gateway(endpoints: Endpoints, tmp_path: Path) -> AsyncIterator[RunningGateway]:
    """Without API keys."""
    async with running_gateway(endpoints, tmp_path) as gateway:
        yield gateway


KEYS = ("first-key", "second-key")


@pytest.fixture
async def keyed_gateway(endpoints: Endpoints, tmp_path: Path) -> AsyncIterator[RunningGateway]:
    """With two API keys, and a client that sends none."""
    async with running_gateway(endpoints, tmp_path, API_KEYS=",".join(KEYS)) as gateway:
        yield gateway
