"""Reading the preferences file; where there is none, nothing more than a look for it is done."""

from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from flashcards.errors import BadRequest, Problem, Severity
from flashcards.folders import config_folder
from flashcards.preferences import Preferences


class Held(NamedTuple):
    """The preferences in force, and what is wrong with their file; defaults stand in for that.

    ``named`` are the keys that stand in it; None where it is no TOML at all, or ``unreadable``,
    which is a sentence.
    """

    preferences: Preferences = Preferences()
    problems: tuple[Problem, ...] = ()
    named: frozenset[str] | None = frozenset()
    unreadable: str = ""

    @property
    def advice(self) -> tuple[str, ...]:
        """What can be passed over: keys that this version does not know."""
        return tuple(str(p) for p in self.problems if p.severity is Severity.ADVICE)

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong: values, or the file itself."""
        told = tuple(str(p) for p in self.problems if p.severity is Severity.FAULT)
        return (self.unreadable, *told) if self.unreadable else told

    @property
    def fault(self) -> str:
        """The first of them; empty where there is none."""
        return next(iter(self.faults), "")

    def require_sound(self) -> None:
        """Refuse a file with a fault, naming the first. Raises ``BadRequest``."""
        if self.fault:
            raise BadRequest(self.fault)


def place() -> Path:
    """Where the preferences are."""
    return config_folder() / "config.toml"


def read_preferences() -> Held:
    """The preferences of the user; for what is wrong with them the defaults stand in."""
    try:
        path = place()
    except BadRequest:  # a user without a home has no preferences
        return Held()
    try:
        data = content(path)
    except BadRequest as error:
        return Held(named=None, unreadable=str(error))
    if data is None:
        return Held()
    # Only here: reading TOML costs more than all the rest of a start.
    from flashcards.config.parsing import parse_file  # noqa: PLC0415 - see above

    return parse_file(path, data)


def content(path: Path) -> bytes | None:
    """The bytes of the file; None where there is none. Raises ``BadRequest`` for a pipe."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise BadRequest(f"{path} is not a file.")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error
