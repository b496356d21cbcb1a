"""The one client for every address that a user or a page supplies.

Each hop is checked, resolved once, refused if any of its addresses is denied, and connected to the
very address that was checked: a name that changes its mind in between changes nothing.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import httpx2

from app.domain.errors import BadReply, UnsafeUrl
from app.services.outbound.addresses import IpAddress, is_denied
from app.services.outbound.calls import check_status, provider_call, read_capped
from app.services.outbound.resolver import Resolver, SystemResolver
from app.services.outbound.urls import Target, check_redirect, check_target

MAX_REDIRECTS = 3
MAX_ADDRESSES = 3
TIMEOUTS = httpx2.Timeout(connect=5.0, read=10.0, write=10.0, pool=5.0)
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; NewSumAI/1.0)",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "ko,en;q=0.8",
    "Connection": "close",
}
DECODABLE = frozenset({"", "identity", "gzip", "deflate"})


@dataclass(frozen=True)
class Fetched:
    """A body of a media type that was asked for; ``url`` is where it lay after redirects."""

    url: str
    media_type: str
    charset: str | None
    content: bytes


class SafeClient:
    """Nothing is kept between calls: no cookies, no credentials, no connections."""

    def __init__(self, resolver: Resolver, trusted_origins: frozenset[str]) -> None:
        """Only ``trusted_origins`` (each from ``origin_of``) may be private or on other ports."""
        self._resolver = resolver
        self._trusted_origins = trusted_origins
        self._tls = httpx2.create_ssl_context()

    async def get(
        self, url: str, *, accept: frozenset[str], max_bytes: int, timeout: float
    ) -> Fetched:
        """Follow at most three checked redirects to a body of an accepted media type."""
        target = check_target(url, self._trusted_origins)
        name = target.host
        headers = {"Accept": ", ".join(sorted(accept))}
        async with provider_call(name, timeout):
            for _ in range(MAX_REDIRECTS + 1):
                async with self._exchange("GET", target, headers) as response:
                    if not response.has_redirect_location:
                        return await _receive(name, target, response, accept, max_bytes)
                    location = response.headers["Location"]
                target = check_redirect(target, location, self._trusted_origins)
            raise BadReply(f"{name}: 리다이렉트가 너무 많습니다.")

    async def post(
        self, url: str, *, content: bytes, headers: Mapping[str, str], timeout: float
    ) -> None:
        """Return on 2xx; redirects are refused and the answer's body is not read."""
        target = check_target(url, self._trusted_origins)
        async with (
            provider_call(target.host, timeout),
            self._exchange("POST", target, headers, content) as response,
        ):
            check_status(target.host, response)

    @asynccontextmanager
    async def _exchange(
        self, method: str, target: Target, headers: Mapping[str, str], content: bytes | None = None
    ) -> AsyncIterator[httpx2.Response]:
        addresses = await self._checked_addresses(target)
        async with httpx2.AsyncClient(
            verify=self._tls, trust_env=False, follow_redirects=False, timeout=TIMEOUTS
        ) as client:
            requests = [_request(method, target, to, headers, content) for to in addresses]
            response = await _send_first_connectable(client, requests)
            try:
                yield response
            finally:
                await response.aclose()

    async def _checked_addresses(self, target: Target) -> list[IpAddress]:
        literal = target.literal_address
        addresses = [literal] if literal else await self._resolver.resolve(target.host)
        trusted = target.origin in self._trusted_origins
        if not trusted and any(is_denied(address) for address in addresses):
            raise UnsafeUrl
        return addresses[:MAX_ADDRESSES]


@contextmanager
def open_safe_client(trusted_origins: frozenset[str]) -> Iterator[SafeClient]:
    """A client that resolves through the operating system."""
    with SystemResolver() as resolver:
        yield SafeClient(resolver, trusted_origins)


def _request(
    method: str,
    target: Target,
    address: IpAddress,
    headers: Mapping[str, str],
    content: bytes | None,
) -> httpx2.Request:
    """Addressed to ``address``; Host, SNI and the certificate's check keep to the name."""
    return httpx2.Request(
        method,
        httpx2.URL(
            scheme=target.scheme,
            host=str(address),
            port=target.port,
            raw_path=target.path.encode("ascii"),
        ),
        headers={**HEADERS, **headers, "Host": target.authority},
        content=content,
        extensions={"sni_hostname": target.host},
    )


async def _send_first_connectable(
    client: httpx2.AsyncClient, requests: list[httpx2.Request]
) -> httpx2.Response:
    *first, last = requests
    for request in first:
        try:
            return await client.send(request, stream=True)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            continue
    return await client.send(last, stream=True)


async def _receive(
    name: str, target: Target, response: httpx2.Response, accept: frozenset[str], max_bytes: int
) -> Fetched:
    check_status(name, response)
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in accept:
        raise BadReply(f"{name}: 읽을 수 있는 형식이 아닙니다.")
    if response.headers.get("Content-Encoding", "").strip().lower() not in DECODABLE:
        raise BadReply(f"{name}: 응답의 압축 방식을 지원하지 않습니다.")
    return Fetched(
        url=target.url,
        media_type=media_type,
        charset=response.charset_encoding,
        content=await read_capped(name, response, max_bytes),
    )
