"""Pictures in a package: what Anki calls them, and the files that hold them."""

import json
from collections.abc import Mapping


def medium_name(picture: str) -> str:
    """What Anki calls a picture: it keeps the media of all note types in one folder.

    ``picture`` is made of the bytes. So other bytes have another name, and Anki never has to
    choose between two pictures of one name.
    """
    return f"fc-{picture}"


def media_members(pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package that hold its pictures: numbered, after a list of their names."""
    numbered = sorted(pictures)
    listed = {str(number): medium_name(name) for number, name in enumerate(numbered)}
    files = {str(number): pictures[name] for number, name in enumerate(numbered)}
    return {"media": json.dumps(listed).encode()} | files
