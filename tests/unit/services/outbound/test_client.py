import asyncio
import gzip
import shutil
import ssl
import subprocess
import tracemalloc
from ipaddress import ip_address
from pathlib import Path

import pytest

from app.domain.errors import (
    BadReply,
    ProviderRefused,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
    ProviderUnreachable,
    UnsafeUrl,
)
from app.services.outbound.addresses import IpAddress
from app.services.outbound.client import Fetched, SafeClient, open_safe_client
from app.services.outbound.urls import origin_of
from tests.hostile_server import HostileServer, RawRequest, Respond, answer, hostile_server
from tests.unit.services.outbound.forbidden import urls

HTML = frozenset({"text/html"})


class Names:
    """A resolver with an answer per lookup; the last one stays."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    async def resolve(self, host: str) -> list[IpAddress]:
        self.asked.append(host)
        found = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [ip_address(address) for address in found]


def client_for(*trusted: str, names: Names | None = None) -> SafeClient:
    return SafeClient(names or Names(["127.0.0.1"]), frozenset(map(origin_of, trusted)))


async def get(client: SafeClient, url: str, *, timeout: float = 5, cap: int = 100_000) -> Fetched:
    return await client.get(url, accept=HTML, max_bytes=cap, timeout=timeout)


def raw(*parts: bytes, pause: float = 0) -> Respond:
    """Bytes as they are, with a pause after each part."""

    async def respond(_: RawRequest, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return respond


def redirects(*locations: str) -> Respond:
    """The n-th request is sent to the n-th location, then a page is served."""
    left = list(locations)

    async def respond(request: RawRequest, writer: asyncio.StreamWriter) -> None:
        step = answer(status="302 Found", Location=left.pop(0)) if left else answer(b"there")
        await step(request, writer)

    return respond


async def test_hundreds_of_forbidden_forms_and_not_one_connection() -> None:
    async with hostile_server(answer(b"secret")) as server:
        with open_safe_client(frozenset()) as client:
            for url in urls(server.port):
                with pytest.raises(UnsafeUrl):
                    await get(client, url)
                with pytest.raises(UnsafeUrl):
                    await client.post(url, content=b"{}", headers={}, timeout=5)
        assert server.connections == 0


async def test_one_forbidden_address_among_several_refuses_the_name() -> None:
    client = client_for(names=Names(["93.184.216.34", "2606:4700::1111", "127.0.0.1"]))
    with pytest.raises(UnsafeUrl):
        await get(client, "http://two-faced.example/")


async def test_the_connection_goes_to_the_checked_address_and_keeps_the_name() -> None:
    async with hostile_server(answer(b"page")) as server:
        url = f"http://rebind.example:{server.port}/path?q=1"
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        page = await get(client_for(url, names=names), url)
    assert page.content == b"page"
    assert names.asked == ["rebind.example"]
    assert server.requests[0].headers["host"] == f"rebind.example:{server.port}"
    assert server.requests[0].target == "/path?q=1"


async def test_a_name_that_rebinds_between_two_hops_is_refused() -> None:
    async with hostile_server(redirects("http://rebind.example/")) as server:
        url = f"http://rebind.example:{server.port}/"
        names = Names(["127.0.0.1"])
        with pytest.raises(UnsafeUrl):
            await get(client_for(url, names=names), url)
    assert names.asked == ["rebind.example", "rebind.example"]


async def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    async with hostile_server(answer(b"page")) as server:
        url = f"http://many.example:{server.port}/"
        client = client_for(url, names=Names(["127.0.0.9", "127.0.0.1"]))
        assert (await get(client, url)).content == b"page"


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "//localhost/",
        "http://user@example.com/",
        "http://example.com:22/",
        "http://[bad/",
        "//[::1",
        "http://[v1.x]y/",
        "http://\u2100/",  # "a/c" by NFKC: a slash in the host
        "http://example.com:99999/",
    ],
)
async def test_a_redirect_to_a_forbidden_place_is_refused(location: str) -> None:
    async with hostile_server(redirects(location)) as server:
        with pytest.raises(UnsafeUrl):
            await get(client_for(server.origin, names=Names(["93.184.216.34"])), server.origin)


async def test_a_redirect_to_another_private_port_is_refused() -> None:
    async with (
        hostile_server(answer(b"secret")) as secret,
        hostile_server(redirects(secret.origin)) as server,
    ):
        with pytest.raises(UnsafeUrl):
            await get(client_for(server.origin), server.origin)
    assert secret.connections == 0


async def test_three_redirects_are_followed() -> None:
    async with hostile_server(redirects("/a", "b?x=뉴스", "../c")) as server:
        page = await get(client_for(server.origin), server.origin)
    assert page.content == b"there"
    assert page.url == f"{server.origin}/c"
    assert [request.target for request in server.requests] == [
        *("/", "/a", "/b?x=%EB%89%B4%EC%8A%A4", "/c")
    ]


async def test_the_fourth_redirect_is_not() -> None:
    async with hostile_server(redirects("/a", "/b", "/c", "/d")) as server:
        with pytest.raises(BadReply):
            await get(client_for(server.origin), server.origin)
    assert server.connections == 4


async def test_no_cookies_are_kept_and_no_credentials_are_sent() -> None:
    async def set_cookie(request: RawRequest, writer: asyncio.StreamWriter) -> None:
        again = request.target == "/"
        step = answer(
            b"page",
            status="302 Found" if again else "200 OK",
            Set_Cookie="session=1; Path=/",
            Location="/again",
        )
        await step(request, writer)

    async with hostile_server(set_cookie) as server:
        client = client_for(server.origin)
        await get(client, server.origin)
        await get(client, server.origin)
    assert len(server.requests) == 4
    for request in server.requests:
        assert not {"cookie", "authorization", "referer"} & request.headers.keys()


async def test_proxies_from_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async with hostile_server(answer(b"page")) as server, hostile_server(answer()) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.origin)
        monkeypatch.setenv("ALL_PROXY", proxy.origin)
        await get(client_for(server.origin), server.origin)
    assert (server.connections, proxy.connections) == (1, 0)


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return gzip.compress(bytes(100_000_000), compresslevel=1)


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "zstd", "deflate"])
async def test_a_bomb_is_cut_off(bomb: bytes, encoding: str) -> None:
    async with hostile_server(answer(bomb, Content_Encoding=encoding)) as server:
        client = client_for(server.origin)
        tracemalloc.start()
        with pytest.raises(BadReply):
            await get(client, server.origin, cap=1_000_000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 20_000_000


async def test_gzip_is_decoded_up_to_the_cap() -> None:
    body = gzip.compress(b"x" * 100_000)
    async with hostile_server(answer(body, Content_Encoding="gzip")) as server:
        client = client_for(server.origin)
        assert len((await get(client, server.origin, cap=100_000)).content) == 100_000
        with pytest.raises(BadReply, match="너무 큽니다"):
            await get(client, server.origin, cap=99_999)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def test_an_endless_body_is_cut_off() -> None:
    async def endless(_: RawRequest, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    async with hostile_server(endless) as server:
        with pytest.raises(BadReply, match="너무 큽니다"):
            await get(client_for(server.origin), server.origin)


@pytest.mark.parametrize(
    "drip",
    [
        raw(*[HEAD + b"\r\n", *[b"x"] * 100], pause=0.05),
        raw(*[HEAD, *[b"X-Header: 1\r\n"] * 100], pause=0.05),
        raw(pause=0),
        raw(HEAD, pause=30),
    ],
    ids=["body", "headers", "closed at once", "half a head"],
)
async def test_a_slow_or_silent_server_ends_at_the_deadline(drip: Respond) -> None:
    async with hostile_server(drip) as server:
        started = asyncio.get_running_loop().time()
        with pytest.raises((ProviderTimeout, ProviderUnavailable)):
            await get(client_for(server.origin), server.origin, timeout=0.5)
        assert asyncio.get_running_loop().time() - started < 2


async def test_a_hanging_lookup_ends_at_the_deadline() -> None:
    class Hanging(Names):
        async def resolve(self, host: str) -> list[IpAddress]:
            await asyncio.sleep(30)
            return await super().resolve(host)

    with pytest.raises(ProviderTimeout):
        await get(client_for(names=Hanging([])), "http://slow.example/", timeout=0.2)


@pytest.mark.parametrize(
    ("respond", "error"),
    [
        (answer(b"{}", content_type="application/json"), BadReply),
        (answer(b"%PDF", content_type="application/pdf"), BadReply),
        (raw(b"HTTP/1.1 200 OK\r\n\r\nno type"), BadReply),
        (answer(b"not gzip", Content_Encoding="gzip"), BadReply),
        (raw(HEAD + b"Content-Length: 100\r\n\r\ntruncated"), ProviderUnavailable),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), ProviderUnavailable),
        (raw(HEAD + b"X: " + b"x" * 300_000 + b"\r\n\r\n"), ProviderUnavailable),
        (answer(status="404 Not Found"), ProviderRefused),
        (answer(status="304 Not Modified"), ProviderRefused),
        (answer(status="500 Internal Server Error"), ProviderUnavailable),
    ],
)
async def test_answers_that_are_no_page(respond: Respond, error: type[Exception]) -> None:
    async with hostile_server(respond) as server:
        with pytest.raises(error):
            await get(client_for(server.origin), server.origin)


async def test_throttling_says_when_to_come_back() -> None:
    busy = answer(status="429 Too Many Requests", Retry_After="7")
    async with hostile_server(busy) as server:
        with pytest.raises(ProviderThrottled) as caught:
            await get(client_for(server.origin), server.origin)
    assert caught.value.retry_after == 7


async def test_a_refused_connection_and_an_unknown_name_are_unreachable() -> None:
    async with hostile_server(answer()) as server:
        pass
    with pytest.raises(ProviderUnreachable):
        await get(client_for(server.origin), server.origin)
    with open_safe_client(frozenset()) as client, pytest.raises(ProviderUnreachable):
        await get(client, "http://no-such-name.example/")


async def test_post_delivers_once_and_refuses_redirects() -> None:
    async with hostile_server(redirects("/elsewhere")) as server:
        client = client_for(server.origin)
        with pytest.raises(ProviderRefused):
            await client.post(server.origin, content=b"{}", headers={}, timeout=5)
        await client.post(server.origin, content=b"{}", headers={"X-Id": "1"}, timeout=5)
    assert [request.body for request in server.requests] == [b"{}", b"{}"]
    assert server.requests[1].headers["x-id"] == "1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("making a certificate takes the openssl command")
    pem = tmp_path_factory.mktemp("tls") / "site.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        f" -subj /CN=site.example -addext subjectAltName=DNS:site.example -keyout {pem} -out {pem}2"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    pem.write_bytes(pem.read_bytes() + Path(f"{pem}2").read_bytes())
    return pem


async def tls_get(certificate: Path, name: str) -> tuple[HostileServer, Fetched, list[str]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    asked: list[str] = []
    context.sni_callback = lambda _, name, __: asked.append(name)
    async with hostile_server(answer(b"page"), tls=context) as server:
        url = f"https://{name}:{server.port}/"
        return server, await get(client_for(url), url), asked


async def test_tls_checks_the_name_although_the_address_is_pinned(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server, page, asked = await tls_get(certificate, "site.example")
    assert page.content == b"page"
    assert asked == ["site.example"]
    assert server.requests[0].headers["host"] == f"site.example:{server.port}"


@pytest.mark.parametrize(("name", "known"), [("other.example", True), ("site.example", False)])
async def test_tls_refuses_another_name_and_an_unknown_issuer(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, name: str, known: bool
) -> None:
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(ProviderUnreachable):
        await tls_get(certificate, name)
