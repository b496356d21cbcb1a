"""What all groups of settings share: where they are read, and the kinds of values."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]


def _from_root(path: Path) -> Path:
    return path if path.is_absolute() else PROJECT_ROOT / path


def _web_address(text: str) -> str:
    if not re.match(r"https?://[^/\s]", text):
        raise ValueError("http:// 또는 https://로 시작하는 주소여야 합니다")
    return text


ProjectPath = Annotated[Path, AfterValidator(_from_root)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Seconds = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
Days = Annotated[float, Field(gt=0)]


class Group(BaseSettings):
    """Base of every group."""

    model_config = SettingsConfigDict(
        env_file=PROJECT_ROOT / ".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        case_sensitive=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )
