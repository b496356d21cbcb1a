"""Settings for entry points: a wrong one ends the process with one sentence."""

import os
import sys

from app.config.settings import ConfigurationError, Settings, load_settings


def settings_or_exit() -> Settings:
    """The settings, or exit code 78 (EX_CONFIG)."""
    try:
        return load_settings()
    except ConfigurationError as exc:
        sys.stderr.write(f"설정 오류: {exc}\n")
        raise SystemExit(os.EX_CONFIG) from exc
