"""How Anki counts days: whole numbers since the day on which a collection was made."""

from typing import NamedTuple

DAY_SECONDS = 86_400


class Era(NamedTuple):
    """The beginning of a collection: Unix seconds, and the minutes that its zone lies west.

    Days begin at ``rollover_hour``, as in the collection whose cards travel.
    """

    created: int
    minutes_west: int
    rollover_hour: int

    @property
    def _first_day(self) -> int:
        return (self.created - 60 * self.minutes_west) // DAY_SECONDS

    def number(self, day: int) -> int:
        """A study day (days since 1970-01-01) as Anki counts it."""
        return day - self._first_day

    def day(self, number: int) -> int:
        """The study day that Anki counts so."""
        return number + self._first_day

    def day_of(self, ms: int) -> int:
        """The study day of an instant (UTC ms), in the zone where the collection began."""
        wall = ms // 1000 - 60 * self.minutes_west
        return (wall - 3600 * self.rollover_hour) // DAY_SECONDS
