"""Pictures: the formats that can be shown, each known by how it begins, and names made of bytes."""

import re
from hashlib import blake2b

LARGEST = 32_000_000
"""In bytes."""
FORMATS = "PNG, JPEG, GIF, WebP, AVIF, BMP or SVG"

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
}
_RIFF, _FTYP = b"RIFF", b"ftyp"
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?><\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>)\s*)*+<svg\b", re.DOTALL
)
"""What may stand before the picture is taken once: many comments make no work."""
_TYPES = {"jpg": "image/jpeg", "svg": "image/svg+xml"}


def file_name(data: bytes) -> str | None:
    """The name for a picture: the same for the same bytes; None for what is no picture."""
    suffix = _suffix(data)
    if suffix is None or len(data) > LARGEST:
        return None
    return f"{blake2b(data, digest_size=16).hexdigest()}.{suffix}"


def media_type(name: str) -> str:
    """The media type of a picture that has a name made of its bytes."""
    suffix = name.rpartition(".")[2]
    return _TYPES.get(suffix, f"image/{suffix}")


def _suffix(data: bytes) -> str | None:
    for beginning, suffix in _BEGINNINGS.items():
        if data.startswith(beginning):
            return suffix
    if data.startswith(_RIFF) and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == _FTYP and data[8:12] in (b"avif", b"avis"):
        return "avif"
    return "svg" if _SVG.match(data[:4096]) else None
