"""Who may see what: every route, with and without the right key."""

import asyncio
import re
from uuid import uuid4

import httpx2

from tests.gateway_server import RunningGateway
from tests.integration.gateway.conftest import KEYS
from tests.integration.gateway.finished import finish

OPEN = {"/livez", "/readyz", "/health"}


def _key(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def _routes(client: httpx2.AsyncClient) -> list[tuple[str, str]]:
    """Every method and path that the API has."""
    schema = (await client.get("/schema.json", headers=_key(KEYS[0]))).json()
    return [
        (method.upper(), path) for path, methods in schema["paths"].items() for method in methods
    ]


async def test_every_route_but_the_probes_wants_a_key(keyed_gateway: RunningGateway) -> None:
    client = keyed_gateway.client
    routes = [*await _routes(client), ("GET", "/swagger"), ("GET", "/schema.json")]
    routes += [("GET", "/static/swagger.js"), ("GET", "/nowhere")]
    for method, path in routes:
        address = re.sub(r"\{\w+\}", str(uuid4()), path)
        replies = [
            await client.request(method, address),
            await client.request(method, address, headers=_key("wrong")),
        ]
        if path in OPEN:
            assert all(reply.status_code != 401 for reply in replies)
            continue
        for reply in replies:
            assert reply.status_code == 401, path
            assert reply.headers["www-authenticate"] == "Bearer"
        assert _without_ids(replies[0]) == _without_ids(replies[1])


async def test_another_owners_comic_looks_like_a_missing_one(
    keyed_gateway: RunningGateway,
) -> None:
    client = keyed_gateway.client
    body = {"data": {"query": "우주 엘리베이터"}}
    reply = await client.post("/api/v1/comics", json=body, headers=_key(KEYS[0]))
    comic_id = reply.json()["comic_id"]
    await finish(keyed_gateway, comic_id)
    own = [path for path in await _routes(client) if "{comic_id}" in path[1]]
    assert len(own) >= 7
    for method, path in own:
        theirs = await client.request(
            method, path.format(comic_id=comic_id, number=1), headers=_key(KEYS[1])
        )
        missing = await client.request(
            method, path.format(comic_id=uuid4(), number=1), headers=_key(KEYS[1])
        )
        assert theirs.status_code == 404, path
        assert _without_ids(theirs) == _without_ids(missing)
    reply = await client.get("/api/v1/comics", headers=_key(KEYS[1]))
    assert reply.json()["comics"] == []
    reply = await client.get(f"/api/v1/comics/{comic_id}", headers={"X-API-Key": KEYS[0]})
    assert reply.status_code == 200


async def test_the_owner_is_not_the_key_itself(keyed_gateway: RunningGateway) -> None:
    body = {"data": {"query": "우주 엘리베이터"}}
    await keyed_gateway.client.post("/api/v1/comics", json=body, headers=_key(KEYS[0]))
    owner = await keyed_gateway.db.fetchval("SELECT owner FROM tasks")
    assert owner.startswith("key:")
    assert KEYS[0] not in owner


async def test_a_key_in_the_address_is_refused(keyed_gateway: RunningGateway) -> None:
    for name in ("api_key", "API_KEY", "key", "access_token"):
        reply = await keyed_gateway.client.get("/api/v1/comics", params={name: KEYS[0]})
        assert reply.status_code == 400
        assert KEYS[0] not in reply.text
    log = (keyed_gateway.settings.LOG_PATH / "app.log").read_text()
    assert KEYS[0] not in log


async def test_two_keys_are_refused(keyed_gateway: RunningGateway) -> None:
    headers = [("Authorization", f"Bearer {KEYS[0]}"), ("Authorization", f"Bearer {KEYS[1]}")]
    reply = await keyed_gateway.client.get("/api/v1/comics", headers=headers)
    assert reply.status_code == 400


def _without_ids(reply: httpx2.Response) -> dict[str, object]:
    problem = reply.json()
    return {name: problem[name] for name in problem.keys() - {"request_id", "instance"}}


async def test_a_key_in_a_trailer_is_no_header(keyed_gateway: RunningGateway) -> None:
    body = b'{"data":{"query":"trailers"}}'
    head = (
        b"POST /api/v1/comics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    trailer = b"X-API-Key: " + KEYS[0].encode() + b"\r\n" + b"X-Filler: x\r\n" * 1000
    chunks = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n" + trailer + b"\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", keyed_gateway.port)
    writer.write(head + chunks)
    assert (await reader.readline()).split()[1] == b"401"
    writer.close()
    await writer.wait_closed()
