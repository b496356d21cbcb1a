"""Headers that keep a browser from doing more with an answer than was meant."""

from collections.abc import Iterator, Mapping

# Reports are model output: no script, no form, no frame, whatever the text contains.
UNTRUSTED_HTML = (
    b"default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; font-src data:; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    b"sandbox allow-popups allow-popups-to-escape-sandbox"
)


def guards(headers: Mapping[bytes, bytes]) -> Iterator[tuple[bytes, bytes]]:
    """What to add to ``headers``; a route that needs another policy sets its own."""
    yield b"x-content-type-options", b"nosniff"
    yield b"referrer-policy", b"no-referrer"
    if b"etag" not in headers and b"cache-control" not in headers:
        yield b"cache-control", b"no-store"
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    if is_html and b"content-security-policy" not in headers:
        yield b"content-security-policy", UNTRUSTED_HTML
