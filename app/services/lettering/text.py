"""Turns any text into one that the lettering font can draw: composed, one line, no tofu."""

import unicodedata

from app.services.lettering.typeface import covered

SILENCE = "…"
"""Stands for a line of which nothing can be drawn, so that no bubble is lost."""

_SUBSTITUTES = {
    "♥": "❤💓💕💖💗💘💙💚💛💜🖤🤍🤎🧡😍🥰😘💝💞",
    "★": "⭐🌟💫✨🏆🎉🎊🥇✴✳❇",
    "♪": "🎵🎤🎧🎶🎼🎸🎹",
    "☀": "🌞🌅🌄🔆🌤⛅",
    "☁": "🌥🌦🌧🌫",
    "☂": "☔🌂",
    "☃": "⛄❄",
    "☎": "📞📱📲",
    "♨": "🔥",
    "→": "👉➔➜➡",
    "←": "👈⬅",
    "☝": "👆🆙",
    "↓": "👇⬇",
    "↑": "⬆",
    "↗": "📈",
    "↘": "📉",
    "✓": "✔✅☑🆗👍👌",
    "×": "✕✖❌❎👎🚫",
    "!": "❗❕‼🚨",
    "?": "❓❔🤔",
    "⚠": "⛔",
    "♬": "🔔",
    "✿": "🌸🌺🌻🌼🌷💐🌹",
    "♣": "🍀☘🌱🌿🌳🌲",
    "●": "⚫🔴🔵🟢🟡🟠🟣",
    "≈": "≒",
    "-": "‐‑⁃",
    "'": "ʼ´",
}
_DIRECT = {ord(old): new for new, olds in _SUBSTITUTES.items() for old in olds}
_UNDRAWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})


def drawable(text: str) -> str:
    """``text`` in NFC on one line, in characters that the font has; SILENCE if none is left."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if char.isspace() else char for char in composed)
    return " ".join("".join(map(_glyph, spaced)).split()) or SILENCE


def _glyph(char: str) -> str:
    if _has_glyph(char):
        return char
    substitute = _DIRECT.get(ord(char))
    if substitute:
        return substitute
    plain = unicodedata.normalize("NFKD", char)
    return "".join(part for part in plain if part != char and _has_glyph(part))


def _has_glyph(char: str) -> bool:
    return ord(char) in covered() and unicodedata.category(char) not in _UNDRAWN
