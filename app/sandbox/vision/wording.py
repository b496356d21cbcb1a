"""A picture in one sentence."""

from app.sandbox.extraction.text.hangul import attach
from app.sandbox.vision.colors import in_korean
from app.sandbox.vision.look import Seen


def described(seen: Seen, caption: str, *, korean: bool) -> str:
    """What the pixels show, under what the page calls it."""
    return _korean(seen, caption) if korean else _english(seen, caption)


def _korean(seen: Seen, caption: str) -> str:
    shown = f"{attach(_quoted(caption), '을')} 보여 주는 " if caption else ""
    colors = ", ".join(in_korean(name) for name in seen.colors)
    if seen.kind == "chart":
        return f"{shown}막대 {seen.bars}개짜리 그래프다."
    if seen.kind == "table":
        return f"{shown}칸을 나눈 표다."
    noun = "사진" if seen.kind == "photo" else "그림"
    return f"{shown}{attach(colors, '이') if colors else '밝은 바탕이'} 두드러진 {noun}이다."


def _quoted(caption: str) -> str:
    return f"‘{caption.rstrip('.')}’"


def _english(seen: Seen, caption: str) -> str:
    shown = f" showing “{caption.rstrip('.')}”" if caption else ""
    if seen.kind == "chart":
        return f"A chart of {seen.bars} bars{shown}."
    if seen.kind == "table":
        return f"A ruled table{shown}."
    noun = "photo" if seen.kind == "photo" else "picture"
    return f"A {noun} in {' and '.join(seen.colors) or 'white'}{shown}."
