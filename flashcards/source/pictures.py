"""The pictures that decks show: where they lie, whether they can be shown, and what is in them."""

import stat
from pathlib import Path
from typing import NamedTuple

from flashcards.pictures import FORMATS, LARGEST, file_name
from flashcards.source.files import folder_of
from flashcards.source.stamps import stamp_of


class Picture(NamedTuple):
    """A picture as it is now: the name made of its bytes, and the stamp of its file."""

    name: str
    stamp: str


class Unshown(Exception):
    """Why a picture cannot be shown: the code of the fault, and what a sentence says of it."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


class Pictures:
    """The pictures of one root; each is looked at once."""

    def __init__(self, root: Path) -> None:
        self._folder = folder_of(root)
        self._found: dict[str, Picture] = {}

    def look(self, path: str) -> Picture:
        """The picture at a path of the root. Raises ``Unshown``."""
        if path not in self._found:
            stamp = stamp_of(self._folder / path)  # first: what changes meanwhile has changed
            self._found[path] = Picture(read_picture(self._folder, path)[0], stamp)
        return self._found[path]


def read_picture(folder: Path, path: str) -> tuple[str, bytes]:
    """The name and the bytes of a picture in a folder. Raises ``Unshown``."""
    try:
        place = (folder / path).resolve()
        if not place.is_relative_to(folder.resolve()):
            raise Unshown("image-outside", "leads out of the folder of the decks")
        status = place.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unshown("missing-image", "is no file")
        if status.st_size > LARGEST:
            raise Unshown("image-size", f"is larger than {LARGEST // 1_000_000} MB")
        data = place.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unshown("missing-image", "is not there") from error
    except (OSError, RuntimeError) as error:  # the latter for a loop of links
        raise Unshown("unreadable-image", "cannot be read") from error
    if (name := file_name(data)) is None:
        raise Unshown("image-kind", f"is no {FORMATS}")
    return name, data
