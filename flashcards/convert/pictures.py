"""Pictures as files beside a deck: named for what is in them, and known by how they begin."""

import re
from hashlib import blake2b

LARGEST = 32_000_000
"""In bytes."""

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
}
_RIFF, _FTYP = b"RIFF", b"ftyp"
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b", re.DOTALL)


def file_name(data: bytes) -> str | None:
    """The name for a picture: the same for the same bytes; None for what is no picture."""
    suffix = _suffix(data)
    if suffix is None or len(data) > LARGEST:
        return None
    return f"{blake2b(data, digest_size=10).hexdigest()}.{suffix}"


def _suffix(data: bytes) -> str | None:
    for beginning, suffix in _BEGINNINGS.items():
        if data.startswith(beginning):
            return suffix
    if data.startswith(_RIFF) and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == _FTYP and data[8:12] in (b"avif", b"avis"):
        return "avif"
    return "svg" if _SVG.match(data[:4096]) else None
