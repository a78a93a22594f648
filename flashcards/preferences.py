"""The preferences of a learner, as they hold while the program runs."""

from typing import NamedTuple


class Preferences(NamedTuple):
    """What a learner has chosen, or else the defaults; ``config/keys.py`` explains each one.

    ``minutes`` is how long a review lasts; None is no limit, and no ``role`` is every role.
    """

    new_per_day: int = 10
    reviews_per_day: int | None = None
    cases_per_day: int = 1
    minutes: float | None = None
    role: tuple[str, ...] = ()
    buttons: int = 4
    leech: str = "tell"
    clock: bool = True
    colour: str = "auto"
    plain: bool = False
    editor: str | None = None
    sync_server: str | None = None
    sync_user: str | None = None

    @property
    def suspends_leeches(self) -> bool:
        """Whether a card that is missed too often is set aside, not only told."""
        return self.leech == "suspend"
