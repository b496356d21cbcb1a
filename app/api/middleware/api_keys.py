"""Who is asking: the owner of a request is the API key that it came with."""

import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.domain.errors import Unauthorized

PUBLIC_OWNER = "public"
OPEN_PATHS = frozenset({"/livez", "/readyz", "/health"})
OPS_PREFIX = "/api/v1/ops/"
_KEY_PARAMETERS = frozenset({"api_key", "apikey", "api-key", "x-api-key", "key", "access_token"})


def parse_keys(setting: str | None) -> tuple[bytes, ...]:
    """The digests of the comma separated keys of API_KEYS."""
    keys = (key.strip() for key in (setting or "").split(","))
    return tuple(hashlib.sha256(key.encode()).digest() for key in keys if key)


class ApiKeyMiddleware:
    """Sets ``owner`` in the request's state; without keys everyone is the same owner."""

    def __init__(
        self, app: ASGIApp, digests: tuple[bytes, ...], ops_digests: tuple[bytes, ...]
    ) -> None:
        """Where keys are set, the operators' routes want one of ``ops_digests`` instead."""
        self.app = app
        self.digests = digests
        self.ops_digests = ops_digests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise Unauthorized, or 400 for a key that came the wrong way."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["owner"] = self._owner(scope)
        await self.app(scope, receive, send)

    def _owner(self, scope: Scope) -> str:
        _refuse_key_in_query(scope["query_string"])
        offered = _offered_key(scope["headers"])
        if not self.digests or scope["path"] in OPEN_PATHS:
            return PUBLIC_OWNER
        known = self.ops_digests if scope["path"].startswith(OPS_PREFIX) else self.digests
        digest = hashlib.sha256(offered).digest()
        # Every key is compared, so that the time taken tells nothing.
        matches = [hmac.compare_digest(digest, one) for one in known]
        if not any(matches):
            raise Unauthorized(
                "올바른 API 키가 필요합니다. Authorization: Bearer 또는 X-API-Key 헤더로 보내세요."
            )
        return f"key:{digest.hex()[:32]}"


def _offered_key(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    authorization = [value for name, value in headers if name == b"authorization"]
    direct = [value for name, value in headers if name == b"x-api-key"]
    if len(authorization) > 1 or len(direct) > 1:
        raise HTTPException(400, "인증 헤더를 하나만 보내세요.")
    if direct:
        return direct[0].strip()
    scheme, _, token = (authorization or [b""])[0].partition(b" ")
    return token.strip() if scheme.lower() == b"bearer" else b""


def _refuse_key_in_query(query: bytes) -> None:
    if not query:
        return
    names = {name.lower() for name, _ in parse_qsl(query.decode("latin-1"), True)}
    if names & _KEY_PARAMETERS:
        raise HTTPException(400, "API 키는 주소가 아니라 헤더로 보내세요.")
