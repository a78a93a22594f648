"""How long a person has been at the desk, whatever becomes of the time of day meanwhile."""

from time import monotonic

LONGEST = 1800.0
"""Seconds: whoever touches no key for longer has gone away, and is not answering."""


class Stopwatch:
    """Counts from its making on.

    Linux and macOS stop the monotonic clock while the computer sleeps, so a closed lid takes no
    time; no signal tells of it.
    """

    def __init__(self) -> None:
        self._last = monotonic()
        self._spent = 0.0

    def read(self) -> int:
        """Milliseconds so far. Read at every key, for of one wait only ``LONGEST`` counts."""
        now = monotonic()
        self._spent += min(now - self._last, LONGEST)
        self._last = now
        return round(1000 * self._spent)

    def skip(self) -> None:
        """Leave out the time since the last reading: the process was stopped."""
        self._last = monotonic()
