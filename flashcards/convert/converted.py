"""The nouns of a conversion: the notes that came of a file, and what was left out of them."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Converted:
    """A term in our format: ``heading`` and ``answer`` are Markdown, ``words`` the plain heading.

    It comes from ``line`` of the file called ``path``, 0 where the file has no lines. ``source``
    is what the file itself names as its source; ``guid`` is by what Anki knows it. A note without
    an answer is a draft. ``key`` is empty where the heading gives a good one.
    """

    heading: str
    words: str
    answer: str
    path: str
    line: int = 0
    section: str = ""
    source: str = ""
    reverse: bool = False
    guid: str = ""
    key: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether somebody still has to write the answer."""
        return not self.answer


class LeftOut(NamedTuple):
    """Something that became no note, and why; line 0 where the file has no lines."""

    path: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one file; ``title`` is the one it gives itself, if any.

    Where there are no notes, ``nothing`` ends the sentence that says why.
    """

    title: str
    notes: tuple[Converted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    nothing: str = "it has no terms with definitions"
