"""The keys of the preferences: what each one means, what it takes, and where it is kept."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flashcards.config.sorts import Sort, flag, names, number, one_of, share, text, whole
from flashcards.days import ROLLOVER_HOUR
from flashcards.kinds import Kind
from flashcards.preferences import Preferences
from flashcards.study.curve import DEFAULTS

RETENTIONS = {f"retention.{kind.value}": kind for kind in Kind}
ROLLOVER = "rollover_hour"


class Key(NamedTuple):
    """One preference; ``more`` is what its line of help leaves out.

    What shapes history is kept in the collection, the rest in the user's file.
    """

    name: str
    help: str
    sort: Sort
    default: Any
    more: str
    in_collection: bool = False


class Fault(NamedTuple):
    """A key whose value is wrong, or one that is not known here and can be passed over."""

    name: str
    message: str
    is_unknown: bool = False


def _kept(name: str, line: str, sort: Sort, more: str = "") -> Key:
    return Key(name, line, sort, Preferences._field_defaults[name], more)


_RETENTION = (
    "Until a card is due, the chance to recall it falls to this share. A higher one asks more"
    " often: where 0.90 waits 30 days for a card, 0.95 waits 12. It is kept in the collection,"
    " with all earlier ones, and holds from the next answer to a card on."
)

_KEYS = (
    _kept("new_per_day", "New terms a day.", whole(0, 9999)),
    _kept(
        *("reviews_per_day", "Reviews a day at most.", whole(0, 9999)),
        "What is left over comes on the days after, and no new cards until then.",
    ),
    _kept(
        *("cases_per_day", "Whole scenarios a day.", whole(0, 99)),
        "Steps of a scenario that are due come besides.",
    ),
    _kept(
        *("minutes", "How long review goes on, in minutes."),
        number(0, 1440, "a number of minutes, above 0 and up to 1440"),
        "review then asks whether to go on; --minutes says it for once.",
    ),
    _kept(
        *("role", "The role, where --role names none.", names()),
        "It holds for review, due, next, status, export and what import says is left;"
        " --role all lifts it for once.",
    ),
    _kept(
        *("buttons", "4 buttons, or 2: Missed and Knew it.", one_of(4, 2)),
        "With two, 1 is Again and 2 or Space is Good. FSRS learns from two as well as from four.",
    ),
    _kept(
        *("leech", "Cards often missed: tell or suspend.", one_of("tell", "suspend")),
        "A term is a leech when it was missed 8 times, a scenario when 4 times, after it was known;"
        " then at every 4 more. tell says so, for such a card wants a better text; suspend also"
        " sets it aside, until unsuspend.",
    ),
    _kept(
        *("clock", "Whether a scenario shows its clock.", flag()),
        "Without it, Easy does not ask for an answer in time.",
    ),
    _kept(
        "colour", "Colours: auto or never.", one_of("auto", "never"), "--no-color says it for once."
    ),
    _kept(
        *("plain", "Sentences, for screen readers.", flag()),
        "--plain says it for once.",
    ),
    _kept(
        *("editor", "The editor for answers and for edit.", text()),
        "Else it is $VISUAL or $EDITOR.",
    ),
    _kept(
        *("sync_server", "The address of your sync server.", text()),
        "Else it is AnkiWeb; sync --server says it for once.",
    ),
    _kept(
        *("sync_user", "Who you are on the sync server.", text()),
        "FLASHCARDS_SYNC_USER says it for once.",
    ),
    *(
        Key(
            *(name, f"Share of {kind.value}s to be recalled.", share(0.70, 0.99)),
            *(DEFAULTS[kind].retention, _RETENTION),
            in_collection=True,
        )
        for name, kind in RETENTIONS.items()
    ),
    Key(
        *(ROLLOVER, "The hour at which a day begins.", whole(0, 23), ROLLOVER_HOUR),
        "It is kept in the collection and holds from now on: an answer stays on the day it was"
        " given.",
        in_collection=True,
    ),
)

KEYS: Mapping[str, Key] = {key.name: key for key in _KEYS}


def parse(values: Mapping[str, object]) -> tuple[Preferences, tuple[Fault, ...]]:
    """The preferences a file holds, and what is wrong in it; for that the defaults stand in."""
    held: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in values.items():
        key = KEYS.get(name)
        if key is None or key.in_collection:
            faults.append(_unknown(name))
        elif (read := key.sort.read(value)) is None:
            faults.append(Fault(name, wrong(key, shown(value))))
        else:
            held[name] = read
    return Preferences(**held), tuple(faults)


def wrong(key: Key, value: str) -> str:
    """What to say of a value that a key does not take."""
    return f"{key.name} must be {key.sort.words}, not {value}"


def shown(value: object) -> str:
    """A value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case list() | tuple():
            return f"[{', '.join(shown(each) for each in value)}]"
        case dict():
            return "a table"
        case _:
            return str(value)


def is_elsewhere(name: str) -> bool:
    """Whether a key, or table, is that of something the collection keeps."""
    return name in {name.partition(".")[0] for name, key in KEYS.items() if key.in_collection}


def _unknown(name: str) -> Fault:
    if is_elsewhere(name):
        message = f"{name} is kept in the collection; the command config sets it there"
        return Fault(name, message, is_unknown=True)
    return Fault(name, f"unknown preference '{name}'", is_unknown=True)
