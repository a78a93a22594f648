"""Preferences in both their places, the file and the collection: read, set, and unset."""

from typing import Any, NamedTuple

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.decks import names
from flashcards.collection.settings import rollover_hour
from flashcards.commands.options import EVERY_ROLE, check_roles
from flashcards.config.keys import KEYS, RETENTIONS, Key, shown, wrong
from flashcards.config.reading import Held, place, read_preferences
from flashcards.config.writing import change
from flashcards.errors import BadRequest, NoCollection
from flashcards.opening import moment, opened, opened_or_imagined, opened_or_made
from flashcards.session.tuning import desired_retention, set_retention, set_rollover, wait
from flashcards.terminal.clean import clean
from flashcards.terminal.words import place as path_in_words

EXAMPLE = 30
"""The days of an interval by which another retention is explained."""


class Entry(NamedTuple):
    """One preference with its value, and where that comes from."""

    key: Key
    value: Any
    origin: str

    @property
    def in_words(self) -> str:
        """The value as a person reads and types it."""
        return value_in_words(self.key, self.value)


def entries(app: App) -> list[Entry]:
    """All preferences. Raises ``BadRequest`` where the file is wrong."""
    held = read_preferences()
    held.require_sound()
    with opened_or_imagined(app) as collection:
        return [_entry(key, held, collection) for key in KEYS.values()]


def set_value(app: App, key: Key, words: str) -> str:
    """Set a preference to what a person typed; the sentence that says so."""
    if words == "none" and key.default is None:
        return unset(app, key)
    try:
        written = key.sort.typed(words)
    except ValueError:
        written = words
    value = key.sort.read(written)
    if value is None:
        raise BadRequest(f"{wrong(key, repr(words))}.")
    if key.name == "role":
        _check_roles(app, value)
    return _keep(app, key, value, written)


def unset(app: App, key: Key) -> str:
    """Go back to the default; the sentence that says so."""
    return _keep(app, key, key.default, None)


def value_in_words(key: Key, value: Any) -> str:
    """A value as a person reads it: ``none``, ``all``, ``0.90``, ``mle, ds``."""
    match value:
        case None:
            return "none"
        case tuple():
            return clean(", ".join(value)) or EVERY_ROLE
        case str():
            return clean(value)
        case float() if key.name in RETENTIONS:
            return f"{value:.2f}" if round(value, 2) == value else str(value)
        case _:
            return shown(value)


def _entry(key: Key, held: Held, collection: Collection) -> Entry:
    if not key.in_collection:
        origin = "file" if key.name in (held.named or ()) else "default"
        return Entry(key, getattr(held.preferences, key.name), origin)
    value = _in_collection(key, collection)
    return Entry(key, value, "default" if value == key.default else "collection")


def _in_collection(key: Key, collection: Collection) -> float:
    kind = RETENTIONS.get(key.name)
    return desired_retention(collection, kind) if kind else rollover_hour(collection)


def _keep(app: App, key: Key, value: Any, written: object | None) -> str:
    if key.in_collection:
        return _keep_in_collection(app, key, value)
    held = read_preferences()
    if held.named is None:
        held.require_sound()
    change(place(), key.name, written)
    where = "the default" if written is None else f"in {path_in_words(place())}"
    return f"{key.name} is {value_in_words(key, value)} now, {where}."


def _keep_in_collection(app: App, key: Key, value: Any) -> str:
    said = f"{key.name} is {value_in_words(key, value)} from now on."
    with opened_or_made(app) as collection:
        kind, before = RETENTIONS.get(key.name), _in_collection(key, collection)
        if value == before:
            return said
        if kind is None:
            set_rollover(collection, value)
            return said
        set_retention(collection, kind, value, moment(app, collection))
        days = wait(collection, kind, value, before, EXAMPLE)
    return f"{said} Where {before:.2f} waited {EXAMPLE} days for a card, it waits {days:.0f}."


def _check_roles(app: App, roles: tuple[str, ...]) -> None:
    """Refuse a role that no deck names, where decks are known already."""
    try:
        with opened(app) as collection:
            known, _ = names(collection)
    except NoCollection:
        return
    if known:
        check_roles(roles, known)
