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
OPS_KEY = "ops-key"


@pytest.fixture
async def keyed_gateway(endpoints: Endpoints, tmp_path: Path) -> AsyncIterator[RunningGateway]:
    """With two API keys and an ops key, and a client that sends none."""
    keys = {"API_KEYS": ",".join(KEYS), "OPS_API_KEYS": OPS_KEY}
    async with running_gateway(endpoints, tmp_path, **keys) as gateway:
        yield gateway
