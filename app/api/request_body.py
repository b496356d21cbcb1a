"""What all request bodies have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.api.validation_messages import invalid
from app.domain.errors import UnsafeUrl
from app.services.outbound.urls import URL_MAX_LENGTH, check_url

Url = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=URL_MAX_LENGTH)
]


class RequestBody(BaseModel):
    """Strict: no unknown fields, no quiet conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def checked_url(
    url: str | None, place: tuple[str | int, ...], trusted_origins: frozenset[str]
) -> str | None:
    """``url``, which stands at ``place`` in the body. Raises RequestValidationError if unsafe."""
    if url is None:
        return None
    try:
        return check_url(url, trusted_origins)
    except UnsafeUrl as exc:
        raise invalid(("body", *place), exc.detail) from exc
