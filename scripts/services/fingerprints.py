"""Telling whether running services were started with the present settings."""

import hashlib
from collections.abc import Mapping

from pydantic import SecretStr

from app.config.settings import Settings


def fingerprints(settings: Settings) -> dict[str, str]:
    """A digest per setting: what is published must not hold passwords."""
    return {name: _digest(value) for name, value in settings}


def changed(started_with: Mapping[str, str], settings: Settings) -> list[str]:
    """The names of the settings that differ now, sorted."""
    present = fingerprints(settings)
    return sorted(name for name, digest in started_with.items() if present.get(name) != digest)


def _digest(value: object) -> str:
    plain = value.get_secret_value() if isinstance(value, SecretStr) else value
    return hashlib.sha256(repr(plain).encode()).hexdigest()
