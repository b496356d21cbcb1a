"""Many ways to write an address that must never be reached."""

from collections.abc import Iterator
from ipaddress import IPv4Address

LOOPBACK = IPv4Address("127.0.0.1")
V4 = tuple(
    IPv4Address(text)
    for text in (
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.0.1",
        "172.16.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
    )
)
V6 = (
    *("::", "::1", "0:0:0:0:0:0:0:1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
    *("2001::1", "2001:db8::1", "2002::1", "3fff::1", "100::1", "64:ff9b:1::1", "5f00::1"),
    *("2001:20::1", "fd20:ce::254", "::ffff:0:0", "::2", "ff0e::1"),
)
NAMES = (
    *("localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "metadata"),
    *("metadata.google.internal", "instance-data", "router.lan", "ｌｏｃａｌｈｏｓｔ", "ⓛocalhost"),
    *("x.home.arpa", "db.internal", "kubernetes.default.svc.cluster.local", "x.onion"),
)
SCHEMES = (
    *("file:///etc/passwd", "gopher://127.0.0.1:80/_x", "ftp://127.0.0.1/", "data:text/html,x"),
    *(
        "javascript:alert(1)",
        "dict://127.0.0.1:80/",
        "ws://127.0.0.1/",
        "//127.0.0.1/",
        "127.0.0.1",
    ),
    *(
        "http:127.0.0.1",
        "http:/127.0.0.1",
        "http://",
        "http:///127.0.0.1",
        "",
        "view-source:http://a.kr",
    ),
    *(
        "jar:http://127.0.0.1!/",
        "ldap://127.0.0.1",
        "http+unix://%2Fvar%2Frun/",
        "hTTps:////127.0.0.1",
    ),
)


def urls(port: int) -> Iterator[str]:
    """Every form, at the default port and at ``port``, where a server counts connections."""
    for host in _hosts():
        yield f"http://{host}/"
        yield f"http://{host}:{port}/"
    yield from SCHEMES
    yield from _confusions(port)


def _hosts() -> Iterator[str]:
    for address in V4:
        yield from _v4_forms(address)
        yield from _embedded_in_v6(address)
    yield from (f"[{address}]" for address in V6)
    yield from NAMES


def _v4_forms(address: IPv4Address) -> Iterator[str]:
    a, b, c, d = address.packed
    yield f"{a}.{b}.{c}.{d}"
    yield f"{a}.{b}.{c}.{d}."
    yield str(int(address))
    yield hex(int(address))
    yield f"0{int(address):o}"
    yield ".".join(hex(part) for part in address.packed)
    yield ".".join(f"0{part:o}" for part in address.packed)
    yield ".".join(f"{part:03d}" for part in address.packed)
    yield f"{a}.{b}.{c * 256 + d}"
    yield f"{a}.{(b * 256 + c) * 256 + d}"
    yield f"0x{a:x}.{b}.0{c:o}.{d}"
    yield "%" + "%".join(f"{ord(char):02x}" for char in str(address))
    yield str(address).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    yield str(address).replace(".", "。")
    yield str(address).replace(".", "．")
    yield str(address).translate({ord(str(n)): 0x2460 + n - 1 for n in range(1, 10)})


def _embedded_in_v6(address: IPv4Address) -> Iterator[str]:
    high, low = address.packed[:2].hex(), address.packed[2:].hex()
    yield f"[::ffff:{address}]"
    yield f"[::ffff:{high}:{low}]"
    yield f"[0:0:0:0:0:ffff:{high}:{low}]"
    yield f"[::{address}]"
    yield f"[64:ff9b::{high}:{low}]"
    yield f"[64:ff9b:1::{high}:{low}]"
    yield f"[2002:{high}:{low}::1]"
    yield f"[2001:0:{high}:{low}::1]"
    yield f"[fe80::5efe:{high}:{low}]"


def _confusions(port: int) -> Iterator[str]:
    local = f"127.0.0.1:{port}"
    yield f"http://user@{local}/"
    yield f"http://user:secret@{local}/"
    yield f"http://example.com@{local}/"
    yield f"http://{local}#@example.com/"
    yield f"http://example.com%40{local}/"
    yield f"http://{local}\\@example.com/"
    yield f"http://example.com\\@{local}/"
    yield f"http:\\\\{local}\\"
    yield f"http://{local}%2f@example.com/"
    yield f"http://exa mple.com@{local}/"
    yield f"http://127.0.0.1\t:{port}/"
    yield f"http://127.0.0.1\r\n:{port}/"
    yield f"\x00http://{local}/"
    yield f" http://{local}/"
    yield f"http://[::1%25lo]:{port}/"
    yield f"http://[::1]x:{port}/"
    yield f"http://[127.0.0.1]:{port}/"
    yield f"http://example.com:{port}/"
    yield "http://example.com:22/"
    yield "http://example.com:65536/"
    yield "http://example.com:-80/"
    yield "http://example.com:8٠/"
    yield f"http://{local}/" + "a" * 3000
    yield "http://" + "a" * 300 + ".com/"
    yield "http://" + "a" * 64 + ".com/"
    yield "http://exa\ud800mple.com/"
    yield "http://-example.com/"
    yield "http://example..com/"
    yield "http://xn--a.com/"
    yield "http://example.com\u200b.local/"
