"""What is refused, with which status, and in what words."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from app.api import http_protocol, json_route
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway, until

COMICS = "/api/v1/comics"
JSON = {"Content-Type": "application/json"}
SECRET = "비밀스러운값"
MEMBERS = {"type", "title", "status", "detail", "instance", "request_id"}


def _data(members: str) -> bytes:
    return f'{{"data":{{"query":"우주 엘리베이터",{members}}}}}'.encode()


BODIES: list[tuple[str, bytes, int]] = [
    ("empty", b"", 422),
    ("blank", b"  \n", 422),
    ("malformed", b'{"data":', 400),
    ("trailing bytes", b'{"data":{"query":"abc"}} x', 400),
    ("null", b"null", 422),
    ("array", b"[]", 422),
    ("string", b'"abc"', 422),
    ("unknown field", _data('"is_admin":true'), 422),
    ("unknown field outside", b'{"data":{"query":"abc"},"is_admin":true}', 422),
    ("duplicate key", b'{"data":{"query":"abc","query":"def"}}', 400),
    ("NaN", _data('"panels":NaN'), 422),
    ("Infinity", _data('"panels":-Infinity'), 422),
    ("1e400", _data('"panels":1e400'), 422),
    ("NaN as text", b'{"data":{"query":NaN}}', 422),
    ("lone surrogate", b'{"data":{"query":"abc\\ud800"}}', 422),
    ("lone surrogate in a name", b'{"data":{"query":"abc","\\udc00":1}}', 422),
    ("NUL", b'{"data":{"query":"abc\\u0000def"}}', 422),
    ("beyond int64", _data('"panels":9223372036854775808'), 422),
    ("5,000 digits", _data('"panels":' + "9" * 5000), 400),
    ("100,000 levels", b"[" * 100_000, 400),
    ("40 levels", b'{"data":' * 40 + b"1" + b"}" * 40, 400),
    ("bool as int", _data('"panels":true'), 422),
    ("text as int", _data('"panels":"3"'), 422),
    ("float as int", _data('"panels":3.5'), 422),
    ("int as text", b'{"data":{"query":12345}}', 422),
    ("UTF-16", json.dumps({"data": {"query": "abc"}}).encode("utf-16"), 400),
    ("invalid UTF-8", b'{"data":{"query":"abc\xff"}}', 400),
    ("BOM", b'\xef\xbb\xbf{"data":{"query":"abc"}}', 400),
    ("only spaces", b'{"data":{"query":"      "}}', 422),
    ("short query", b'{"data":{"query":" ab "}}', 422),
    ("long query", json.dumps({"data": {"query": "가" * 513}}).encode(), 422),
    ("invisible query", json.dumps({"data": {"query": "\u200b\u3164" * 3}}).encode(), 422),
    ("no query", b'{"data":{}}', 422),
    ("no panels", _data('"panels":0'), 422),
    ("many panels", _data('"panels":9'), 422),
    ("unknown language", _data('"language":"fr"'), 422),
    ("review", _data('"review":"required"'), 422),
    ("unknown review", _data('"review":"maybe"'), 422),
    (
        "article with both",
        _data(f'"articles":[{{"url":"https://a.com","text":"{"a" * 100}"}}]'),
        422,
    ),
    ("short article", _data(f'"articles":[{{"text":"{"a" * 99}"}}]'), 422),
    ("article with neither", _data('"articles":[{"title":"abc"}]'), 422),
    ("site with a quote", _data('"site":{"news":["a.com\\" OR x"]}'), 422),
    ("unknown kind of site", _data('"site":{"blogs":["a.com"]}'), 422),
]


async def test_bad_bodies(gateway: RunningGateway) -> None:
    for name, content, status in BODIES:
        reply = await gateway.client.post(COMICS, content=content, headers=JSON)
        assert reply.status_code == status, (name, reply.text)
        _check_problem(reply)
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


UNSAFE_URLS = (
    "file:///etc/passwd",
    "gopher://example.com/",
    "http://127.0.0.1/",
    "http://169.254.169.254/latest",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "https://a@b.com/",
    "https://example.com:8443/",
    "not a url",
)


async def test_unsafe_addresses_are_refused_with_their_place(gateway: RunningGateway) -> None:
    for url in UNSAFE_URLS:
        for members, pointer in (
            ({"articles": [{"text": "본문 " * 50}, {"url": url}]}, "#/data/articles/1/url"),
            ({"callback_url": url}, "#/data/callback_url"),
        ):
            await _check_unsafe(gateway, url, members, pointer)


async def _check_unsafe(
    gateway: RunningGateway, url: str, members: dict[str, object], pointer: str
) -> None:
    reply = await gateway.client.post(
        COMICS, json={"data": {"query": "우주 엘리베이터", **members}}
    )
    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]
    assert url not in reply.text


async def test_only_the_sandbox_may_be_private(endpoints: Endpoints, tmp_path: Path) -> None:
    sandbox = "http://127.0.0.1:8090"
    async with running_gateway(endpoints, tmp_path, SANDBOX_URL=sandbox) as gateway:
        for url, status in ((f"{sandbox}/pages/x", 202), ("http://127.0.0.1:8091/pages/x", 422)):
            body = {"data": {"query": "우주 엘리베이터", "articles": [{"url": url}]}}
            assert (await gateway.client.post(COMICS, json=body)).status_code == status


async def test_the_offending_value_is_never_repeated(gateway: RunningGateway) -> None:
    for content in (
        {"data": {"query": "우주 엘리베이터", "language": SECRET}},
        {"data": {"query": SECRET * 100}},
        {"data": {"query": "우주 엘리베이터", "panels": SECRET}},
        {"data": SECRET},
    ):
        reply = await gateway.client.post(COMICS, json=content)
        assert reply.status_code == 422
        assert SECRET not in reply.text
        assert len(reply.content) < 2_000


async def test_an_unknown_name_is_repeated_only_in_part(gateway: RunningGateway) -> None:
    names = {f"{number}{'x' * 10_000}": 1 for number in range(50)}
    reply = await gateway.client.post(COMICS, json={"data": {"query": "abc", **names}})
    assert reply.status_code == 422
    assert len(reply.content) < 5_000


async def test_media_that_is_not_taken(gateway: RunningGateway) -> None:
    content = b'{"data":{"query":"abc"}}'
    cases: tuple[dict[str, str], ...] = (
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=euc-kr"},
        {},
        {**JSON, "Content-Encoding": "gzip"},
    )
    for headers in cases:
        reply = await gateway.client.post(COMICS, content=content, headers=headers)
        assert reply.status_code == 415
        _check_problem(reply)


async def test_a_body_over_the_limit(gateway: RunningGateway) -> None:
    limit = gateway.settings.MAX_BODY_BYTES
    content = b'{"data":"' + b"x" * limit + b'"}'

    async def chunks() -> AsyncIterator[bytes]:
        yield content[: limit // 2]
        yield content[limit // 2 :]

    for sent in (content, chunks()):
        reply = await gateway.client.post(COMICS, content=sent, headers=JSON)
        assert reply.status_code == 413
        _check_problem(reply)


async def test_a_body_at_the_limit_is_read(gateway: RunningGateway) -> None:
    article = {"text": "가" * 100_000}
    body = {"data": {"query": "우주 엘리베이터", "articles": [article] * 3}}
    reply = await gateway.client.post(COMICS, json=body)
    assert reply.status_code == 202


async def test_frameworks_own_errors_are_problems_too(gateway: RunningGateway) -> None:
    reply = await gateway.client.get("/nowhere")
    assert reply.status_code == 404
    _check_problem(reply)
    reply = await gateway.client.delete(COMICS)
    assert reply.status_code == 405
    assert set(reply.headers["allow"].split(", ")) >= {"POST"}
    _check_problem(reply)
    reply = await gateway.client.get(COMICS, params={"limit": "0"})
    assert reply.status_code == 422
    assert reply.json()["errors"] == [{"pointer": "query:limit", "detail": "1 이상이어야 합니다."}]
    reply = await gateway.client.get(COMICS, params={"cursor": "%%%"})
    assert reply.status_code == 422
    _check_problem(reply)


async def test_request_ids(gateway: RunningGateway) -> None:
    reply = await gateway.client.get("/nowhere", headers={"X-Request-ID": "abc-123"})
    assert reply.headers["x-request-id"] == reply.json()["request_id"] == "abc-123"
    for odd in ("a b", "x" * 200, "<script>", ""):
        reply = await gateway.client.get("/livez", headers={"X-Request-ID": odd})
        assert reply.headers["x-request-id"] not in (odd, "")


async def test_too_much_head(gateway: RunningGateway) -> None:
    many = {f"X-Header-{number}": "1" for number in range(1000)}
    for headers in (many, {"X-Long": "x" * 64_000}):
        reply = await gateway.client.get("/livez", headers=headers)
        assert reply.status_code == 431
        _check_problem(reply)
    reply = await gateway.client.get("/livez", params={"x": "x" * 9_000})
    assert reply.status_code == 414


async def test_a_head_without_end_is_cut_off(gateway: RunningGateway) -> None:
    head = b"GET / HTTP/1.1\r\nX-Long: " + b"x" * (http_protocol.MAX_HEAD_BYTES + 1)
    assert (await _speak(gateway, head)).startswith(b"HTTP/1.1 431 ")


async def test_what_is_not_http_gets_a_problem(gateway: RunningGateway) -> None:
    reply = await _speak(gateway, b"EHLO example.com\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in reply


async def test_a_half_sent_head(gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.2)
    for sent in (b"", b"GET /livez HT", b"GET /livez HTTP/1.1\r\nHost: x\r\n"):
        assert (await _speak(gateway, sent)).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "asked",
    [
        b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
    ],
    ids=["a whole request", "a body that nobody waits for"],
)
async def test_what_trickles_in_after_an_answer(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch, asked: bytes
) -> None:
    """Otherwise one line end would keep a connection open for ever."""
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(asked)
    assert (await reader.readuntil(b"}")).startswith(b"HTTP/1.1 ")
    writer.write(b"\r\n")
    async with asyncio.timeout(5):
        assert b"HTTP/1.1 408 " in await reader.read()
    writer.close()


async def test_a_half_sent_body(gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_route, "BODY_SECONDS", 0.2)
    head = b"POST /api/v1/comics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    reply = await _speak(gateway, head + b'Content-Length: 100\r\n\r\n{"data"')
    assert reply.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in reply


async def test_a_reader_that_never_reads_is_dropped(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_protocol, "WRITE_SECONDS", 0.2)
    _, writer = await asyncio.open_connection("127.0.0.1", gateway.port, limit=1)
    for _ in range(20):  # more than any socket buffer holds
        writer.write(b"GET /static/swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n")
    tasks = gateway.server.server_state.tasks
    await until(lambda: bool(tasks))
    await asyncio.sleep(0.1)
    assert tasks, "it should be waiting for the reader"
    await until(lambda: not tasks)
    writer.close()


async def _speak(gateway: RunningGateway, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(sent)
    async with asyncio.timeout(5):
        reply = await reader.read()
    writer.close()
    return reply


def _check_problem(reply: httpx2.Response) -> None:
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json()
    assert set(problem) >= MEMBERS
    assert problem["status"] == reply.status_code
    assert problem["type"].startswith("/problems/")
    assert problem["request_id"] == reply.headers["x-request-id"]
