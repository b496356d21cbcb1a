"""The URL policy, without network and without an HTTP client: the gateway uses it at the door.

A name is only resolved, and its addresses judged, when the safe client connects.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from app.domain.errors import UnsafeUrl
from app.services.outbound.addresses import IpAddress, is_denied

URL_MAX_LENGTH = 2048
HOST_MAX_LENGTH = 253
DEFAULT_PORTS = {"http": 80, "https": 443}

# Names that never belong to the public internet.
_PRIVATE_SUFFIXES = frozenset(
    {"alt", "arpa", "corp", "home", "internal", "invalid", "lan", "local", "localhost", "onion"}
    | {"intranet", "localdomain", "private", "test"}
)
# Underscores are not in the standard for host names, but public sites have them.
_LABEL = re.compile(r"[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?")
# By the WHATWG rule a host whose last label looks like a number is an IPv4 address.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_FORBIDDEN = frozenset({"Cc", "Cs", "Zs", "Zl", "Zp"})
_UNRESERVED = "/%:@!$&'()*+,;=-._~"


@dataclass(frozen=True)
class Target:
    """A checked URL in parts; ``host`` is an ASCII name or a canonical address."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as ``trusted_origins`` holds them."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """What the Host header says: the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The normalised URL: ASCII only, without a fragment."""
        return f"{self.origin}{self.path}"

    @property
    def literal_address(self) -> IpAddress | None:
        """The address, when the host is one instead of a name."""
        return _address_literal(self.host)


def check_url(url: str, trusted_origins: frozenset[str] = frozenset()) -> str:
    """The URL in normal form, or UnsafeUrl."""
    return check_target(url, trusted_origins).url


def origin_of(url: str) -> str:
    """The origin of an address that the operator configured, for ``trusted_origins``."""
    return _parse(url).origin


def sandbox_origins(sandbox_url: str | None) -> frozenset[str]:
    """What may be private: exactly the sandbox, when there is one."""
    return frozenset({origin_of(sandbox_url)} if sandbox_url else ())


def check_target(url: str, trusted_origins: frozenset[str]) -> Target:
    """The parts of ``url``, or UnsafeUrl; a trusted origin may be private and on any port."""
    target = _parse(url)
    if target.origin in trusted_origins:
        return target
    if target.port not in DEFAULT_PORTS.values():
        raise UnsafeUrl("80번과 443번이 아닌 포트는 쓸 수 없습니다.")
    address = target.literal_address
    if address is None:
        _check_public_name(target.host)
    elif is_denied(address):
        raise UnsafeUrl
    return target


def check_redirect(start: Target, location: str, trusted_origins: frozenset[str]) -> Target:
    """Where a stranger's ``Location`` leads from ``start``, or UnsafeUrl."""
    try:
        url = urljoin(start.url, location)
    except ValueError:
        raise UnsafeUrl from None
    return check_target(url, trusted_origins)


def _parse(url: str) -> Target:
    if len(url) > URL_MAX_LENGTH:
        raise UnsafeUrl(f"주소는 {URL_MAX_LENGTH}자를 넘을 수 없습니다.")
    if any(unicodedata.category(char) in _FORBIDDEN or char == "\\" for char in url):
        raise UnsafeUrl("주소에 공백이나 제어 문자를 쓸 수 없습니다.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UnsafeUrl from None
    if parts.scheme not in DEFAULT_PORTS:
        raise UnsafeUrl
    if "@" in parts.netloc:
        raise UnsafeUrl("아이디나 비밀번호가 든 주소는 쓸 수 없습니다.")
    return Target(
        scheme=parts.scheme,
        host=_normal_host(parts),
        port=DEFAULT_PORTS[parts.scheme] if port is None else port,
        path=_normal_path(parts),
    )


def _normal_path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_UNRESERVED)
    return f"{path}?{quote(parts.query, safe=_UNRESERVED + '?')}" if parts.query else path


def _normal_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return str(_ipv6(host))
    # RFC 5895: width and case are mapped before IDNA judges the name.
    host = unicodedata.normalize("NFKC", host).lower().replace("\u3002", ".").removesuffix(".")
    if not host.isascii() or "xn--" in host:
        host = _to_ascii(host)
    labels = host.split(".")
    if len(host) > HOST_MAX_LENGTH or not all(_LABEL.fullmatch(label) for label in labels):
        raise UnsafeUrl
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        return str(_ipv4(host))
    return host


def _to_ascii(host: str) -> str:
    try:
        return idna.encode(host).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise UnsafeUrl from None


def _ipv4(text: str) -> IPv4Address:
    """Only dotted decimal: shorter, octal and hexadecimal forms hide what they mean."""
    try:
        return IPv4Address(text)
    except AddressValueError:
        raise UnsafeUrl from None


def _ipv6(text: str) -> IPv6Address:
    try:
        address = IPv6Address(text)
    except AddressValueError:
        raise UnsafeUrl from None
    if address.scope_id is not None:
        raise UnsafeUrl
    return address


def _address_literal(host: str) -> IpAddress | None:
    if ":" in host:
        return IPv6Address(host)
    return IPv4Address(host) if host.rpartition(".")[2].isdecimal() else None


def _check_public_name(host: str) -> None:
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in _PRIVATE_SUFFIXES:
        raise UnsafeUrl
