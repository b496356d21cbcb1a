"""Preferred sites, as callers write them, and the addresses of hits."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

MOST_SITES = 10
_SITE = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[\w-]+)(/[\w./~-]*)?")
_TRACKERS = re.compile(r"utm_.*|_ga|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|spm|ref_src")
_VARIANTS = re.compile(r"(?:www|m|mobile|amp)\.(?=[^.]+\.)")


def site_names(sites: tuple[str, ...]) -> list[str]:
    """Host and path of each; what does not look like a site is left out."""
    matches = [_SITE.fullmatch(site.strip().lower()) for site in sites]
    return [f"{m[1]}{m[2] or ''}".rstrip("/") for m in matches if m][:MOST_SITES]


def on_sites(url: str, sites: tuple[str, ...]) -> bool:
    """Whether a web address lies on one of the sites; on any at all when none is named."""
    names = site_names(sites)
    parts = urlsplit(url)
    place = f".{parts.hostname}{parts.path}/"
    return not names or any(_lies_on(place, name) for name in names)


def web_address(link: str, base: str = "") -> str | None:
    """A stranger's link as an absolute http or https address, or None when it is none."""
    try:
        url = urljoin(base, link.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def canonical_url(url: str) -> str:
    """The same for addresses that differ in nothing that matters. Only for comparing."""
    try:
        parts = urlsplit(url)
        fields = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    kept = sorted((name, value) for name, value in fields if not _TRACKERS.fullmatch(name))
    host = _VARIANTS.sub("", parts.hostname or "", count=1)
    return f"{host}{parts.path.rstrip('/')}?{urlencode(kept)}"


def _lies_on(place: str, name: str) -> bool:
    host, _, path = name.partition("/")
    found_host, _, found_path = place.partition("/")
    return found_host.endswith(f".{host}") and f"{found_path}".startswith(
        f"{path}/" if path else ""
    )
