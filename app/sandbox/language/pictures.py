"""Pictures that a call brings."""

import base64
import binascii
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

MEDIA_TYPES = frozenset(("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"))
_MOST_PIXELS = 50_000_000


@dataclass(frozen=True)
class Picture:
    """Bytes that are a picture that can be opened."""

    media_type: str
    data: bytes

    @classmethod
    def from_base64(cls, media_type: str, text: str) -> "Picture":
        """Raises ValueError, with what the service says, when it is no such picture."""
        if media_type not in MEDIA_TYPES:
            raise ValueError(f"Unsupported MIME type: {media_type}")
        try:
            data = base64.b64decode(text.translate(_URL_SAFE), validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("Base64 decoding failed") from None
        if not _is_picture(data):
            raise ValueError("Unable to process input image. Please retry or report.")
        return cls(media_type, data)


_URL_SAFE = str.maketrans("-_", "+/")


def _is_picture(data: bytes) -> bool:
    """Only its head is read: what is broken further on shows when it is looked at."""
    try:
        with Image.open(BytesIO(data)) as image:
            return image.width * image.height <= _MOST_PIXELS
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        return False
