"""Pictures and dialogue for lettering tests."""

from io import BytesIO

from PIL import Image

from app.domain.comic import DialogueLine

GROUND = (120, 170, 200)


def picture(width: int = 768, height: int = 768) -> bytes:
    """A plain PNG."""
    png = BytesIO()
    Image.new("RGB", (width, height), GROUND).save(png, "PNG")
    return png.getvalue()


def said(speaker: str, text: str) -> DialogueLine:
    """A line of any length: lettering must take what models write, not only what we ask for."""
    return DialogueLine.model_construct(speaker=speaker, text=text)


def opened(png: bytes) -> Image.Image:
    """Decoded."""
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB")
