"""Reading the preferences file; where there is none, nothing more than a look for it is done."""

from pathlib import Path
from typing import NamedTuple

from flashcards.errors import BadRequest, Problem, Severity
from flashcards.folders import config_folder
from flashcards.preferences import Preferences


class Held(NamedTuple):
    """The preferences in force, and what is wrong with their file; defaults stand in for that.

    ``named`` are the keys that stand in it; None where it is no TOML at all.
    """

    preferences: Preferences = Preferences()
    problems: tuple[Problem, ...] = ()
    named: frozenset[str] | None = frozenset()

    @property
    def advice(self) -> tuple[Problem, ...]:
        """What can be passed over: keys that this version does not know."""
        return tuple(p for p in self.problems if p.severity is Severity.ADVICE)

    def require_sound(self) -> None:
        """Refuse a file with a wrong value, naming the first. Raises ``BadRequest``."""
        for problem in self.problems:
            if problem.severity is Severity.FAULT:
                raise BadRequest(str(problem))


def place() -> Path:
    """Where the preferences are."""
    return config_folder() / "config.toml"


def read_preferences() -> Held:
    """The preferences of the user. Raises ``BadRequest`` where the file cannot be read."""
    try:
        path = place()
    except RuntimeError:  # a user without a home has no preferences
        return Held()
    data = content(path)
    if data is None:
        return Held()
    # Only here: reading TOML costs more than all the rest of a start.
    from flashcards.config.parsing import parse_file  # noqa: PLC0415 - see above

    return parse_file(path, data)


def content(path: Path) -> bytes | None:
    """The bytes of the file; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error
