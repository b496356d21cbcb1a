"""Turns bytes from a stranger into a picture that is safe to keep, to show and to send on."""

from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from app.domain.errors import BadImage
from app.services.llm.protocol import Picture
from app.services.pictures.protocol import LoadedPicture

MAX_PIXELS = 25_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_FLAT_MODES = ("1", "P", "PA")  # can't be scaled smoothly
_LYING = 5  # orientations from here on swap width and height
_QUALITY = 85


def decode_picture(content: bytes, longest_side: int) -> LoadedPicture:
    """The first frame, upright, on white, at most ``longest_side`` long, without metadata.

    Its size is checked before a pixel is decoded. Blocking: call it in a thread. Raises BadImage.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            width, height = _checked_size(image)
            jpeg = _jpeg(_on_white(_reduced(image, longest_side)))
    except BadImage:
        raise
    except Exception as exc:  # broken bytes make Pillow's decoders raise whatever they run into
        raise BadImage("읽을 수 없는 이미지입니다.") from exc
    return LoadedPicture(Picture("image/jpeg", jpeg), width, height)


def _checked_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise BadImage(f"이미지가 너무 큽니다 ({width}×{height}).")
    lying = image.getexif().get(ExifTags.Base.Orientation, 1) >= _LYING
    return (height, width) if lying else (width, height)


def _reduced(image: Image.Image, longest_side: int) -> Image.Image:
    smooth = image.convert("RGBA") if image.mode in _FLAT_MODES else image
    smooth.thumbnail((longest_side, longest_side))  # a JPEG is decoded small at once
    ImageOps.exif_transpose(smooth, in_place=True)
    return smooth


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    # From the pixels alone: Pillow would write what the original's header said beside them.
    clean = Image.frombytes("RGB", image.size, image.tobytes())
    jpeg = BytesIO()
    clean.save(jpeg, "JPEG", quality=_QUALITY)
    return jpeg.getvalue()
