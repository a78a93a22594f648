"""What a hostile package is in these tests, and the sentences by which one is refused."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

NO_FILE = "is a folder or a device, not a file."
NO_PACKAGE = "is no package of Anki, or not a whole one."
NO_COLLECTION = "is no package of Anki: it holds no collection."
NEWER = (
    "was written by a newer Anki than this program knows;"
    " export it with support for older versions of Anki."
)
TOO_MANY_FILES = "holds too many files; it is not read."
TOO_LARGE = "holds a file of more than 256 MB; it is not read."
BOMB = "unpacks to more than 200 times its size; it is not read."
PACKED_BADLY = "is damaged: it cannot be unpacked."
DAMAGED = "is damaged: its collection cannot be read."
NO_TABLE = "is damaged: its collection lacks a table."
SENSELESS = "is damaged: its collection makes no sense."
COMPUTED = "is no honest package: its tables are computed."
TOO_MANY_ROWS = "holds too many rows; it is not read."
TOO_LARGE_A_VALUE = "holds a value of more than 16 MB; it is not read."
TOO_MUCH_TEXT = "holds too much text; it is not read."
TOO_LONG = "takes too long to read; it is not read."

Maker: TypeAlias = Callable[[Path], object]
"""Who makes a file at a path."""


class Hostile(NamedTuple):
    """Who makes a file, and how the sentence ends that refuses it; empty where it is read.

    Then so many rows are left out as ``senseless``. It is ``heavy`` where it takes a second to
    make or to refuse, and ``unread_by`` a command that never looks at what is hostile in it.
    """

    make: Maker
    end: str = ""
    senseless: int = 0
    heavy: bool = False
    unread_by: str = ""


Table: TypeAlias = dict[str, Hostile]
"""What is wrong, and who makes it."""


def refused(
    end: str, makers: Mapping[str, Maker], *, heavy: bool = False, unread_by: str = ""
) -> Table:
    """Packages that are refused by the same sentence."""
    return {
        name: Hostile(make, end, heavy=heavy, unread_by=unread_by) for name, make in makers.items()
    }


def read(makers: Mapping[str, Maker], *, heavy: bool = False) -> Table:
    """Packages that are odd, and read."""
    return refused("", makers, heavy=heavy)


def written(data: Callable[[], bytes] | bytes) -> Maker:
    """Who writes these bytes."""
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data())
