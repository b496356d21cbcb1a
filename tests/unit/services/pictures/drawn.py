"""Picture files for tests, honest and otherwise."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def drawn(format_: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **how: Any) -> bytes:
    """A picture of one colour in a file of ``format_``."""
    content = BytesIO()
    color = {"RGB": (200, 30, 60), "RGBA": (200, 30, 60, 0)}.get(mode, 1)
    Image.new(mode, size, color).save(content, format_, **how)
    return content.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims and holds very many pixels."""
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    parts = [b"\x89PNG\r\n\x1a\n"]
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    for kind, data in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")):
        check = struct.pack(">I", zlib.crc32(kind + data))
        parts.append(struct.pack(">I", len(data)) + kind + data + check)
    return b"".join(parts)
