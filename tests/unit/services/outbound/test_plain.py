import logging

import pytest

from app.services.outbound.plain import open_plain_client
from tests.hostile_server import answer, hostile_server


async def test_keys_in_addresses_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with hostile_server(answer(b"ok")) as server, open_plain_client() as client:
        with caplog.at_level(logging.DEBUG):
            await client.get(server.origin, params={"key": "secret"})
    assert server.requests[0].target == "/?key=secret"
    assert "secret" not in caplog.text


async def test_redirects_and_environment_proxies_are_ignored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with (
        hostile_server(answer()) as proxy,
        hostile_server(answer(status="302 Found", Location="/next")) as server,
    ):
        monkeypatch.setenv("HTTP_PROXY", proxy.origin)
        async with open_plain_client() as client:
            assert (await client.get(server.origin)).status_code == 302
    assert (server.connections, proxy.connections) == (1, 0)
