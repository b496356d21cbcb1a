"""The lettering font: Noto Sans KR from a package, so every machine draws the same bytes."""

from functools import lru_cache

import pylopdf_fonts_ko
from fontTools.ttLib import TTFont
from PIL import ImageFont

LINE_HEIGHT = 1.28
"""Baseline to baseline, in ems."""

_REFERENCE_SIZE = 100


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points that the font has a glyph for."""
    with TTFont(pylopdf_fonts_ko.sans_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=128)
def typeface(size: int) -> ImageFont.FreeTypeFont:
    """The font at ``size`` pixels. BASIC layout: Raqm depends on what the machine has installed."""
    return ImageFont.truetype(
        str(pylopdf_fonts_ko.sans_path()), size, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=8192)
def ems(text: str) -> float:
    """Width of ``text`` in ems."""
    return typeface(_REFERENCE_SIZE).getlength(text) / _REFERENCE_SIZE
