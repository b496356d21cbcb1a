"""Composes lettered panels into one comic page."""

from collections.abc import Sequence


def compose_strip(panels: Sequence[bytes], title: str, footer: str) -> bytes:
    """One PNG: ``title`` on top, the panels in reading order, ``footer`` (sources, label) below.

    Blocking: call it through ``asyncio.to_thread``.
    """
    raise NotImplementedError
