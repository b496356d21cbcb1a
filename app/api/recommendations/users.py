"""Whom a request's bearer token names."""

from fastapi import Request

from app.dependencies import gateway_of
from app.domain.errors import Unauthorized
from app.domain.recommendation import OutfitUser


async def current_user(request: Request) -> OutfitUser:
    """The token's user; where no keys are set, anyone else is the sample user.

    Raises Unauthorized.
    """
    gateway = gateway_of(request)
    token = _bearer(request.headers.get("authorization", ""))
    user = await gateway.outfits.user_of_token(token) if token else None
    if user is None and gateway.settings.API_KEYS is None:
        user = await gateway.outfits.sample_user()
    if user is None:
        raise Unauthorized(
            "추천을 받을 사용자를 알 수 없습니다. Authorization: Bearer 헤더로 사용자의 토큰을, "
            "X-API-Key 헤더로 API 키를 보내세요."
        )
    return user


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
