"""The client for addresses that the operator configured."""

import logging

import httpx2

CONNECT_SECONDS = 5.0


def open_plain_client() -> httpx2.AsyncClient:
    """A pooled client without redirects, cookies of others or proxies from the environment.

    Deadlines come with each call. The caller owns the client and closes it.
    """
    # httpx2 logs whole addresses, and some of them hold keys.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    return httpx2.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=50, max_keepalive_connections=10),
    )
