"""An answer is on the disk before the screen says so: the order of calls in a trace."""

import re

import pytest

from .rehearsal import Rehearse
from .tracing import missing
from .workloads import WORKLOADS

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

SIGNS = (
    ("j", re.compile(r"(?:pwrite64|fdatasync)\(\d+<[^>]*-journal>")),
    ("w", re.compile(r"pwrite64\(\d+<[^>]*/collection\.db>")),
    ("s", re.compile(r"f(?:data)?sync\(\d+<[^>]*/collection\.db>")),
    ("u", re.compile(r'unlink\("[^"]*-journal"\)')),
    ("f", re.compile(r"f(?:data)?sync\(\d+<[^>]*/trial-\d+>")),
    ("!", re.compile(r"write\(1<.*: back (?:on|in) ")),
)
"""Journal, page written, collection synced, journal unlinked, folder synced, shown as saved."""


def test_what_is_shown_as_saved_was_synced_before(rehearse: Rehearse) -> None:
    """The last sync, of the folder from which the journal has gone, comes before the line."""
    log = rehearse(WORKLOADS["review"]).log.read_text()
    order = "".join(_sign(line) for line in log.splitlines())
    assert re.fullmatch(r"([jf]+w+suf!){3}", order), order


def _sign(line: str) -> str:
    return next((sign for sign, pattern in SIGNS if pattern.search(line)), "")
