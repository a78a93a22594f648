"""``config``: the preferences, shown, explained and changed."""

from difflib import get_close_matches
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.commands.options import emit, json_option
from flashcards.commands.preferring import Entry, entries, set_value, unset, value_in_words
from flashcards.config.keys import KEYS, Key
from flashcards.errors import BadRequest
from flashcards.terminal.width import width, wrap

_ORIGINS = {"default": "default", "file": "from the file", "collection": "collection"}


@click.command(short_help="Show and change preferences.")
@click.argument("name", required=False)
@click.argument("value", nargs=-1)
@click.option("--unset", "is_unset", is_flag=True, help="Go back to the default of NAME.")
@json_option
@pass_app
def command(
    app: App, name: str | None, value: tuple[str, ...], is_unset: bool, as_json: bool
) -> None:
    """Show all preferences, show and explain NAME, or set it to VALUE.

    \b
    Examples:
      flashcards config
      flashcards config new_per_day 12
      flashcards config --unset new_per_day
    """
    if is_unset and (name is None or value):
        raise click.UsageError("--unset takes a NAME and no VALUE.")
    if name is None:
        _print_all(app, entries(app), as_json=as_json)
        return
    key = _find(name)
    if value or is_unset:
        app.say(unset(app, key) if is_unset else set_value(app, key, " ".join(value)))
    if as_json or not (value or is_unset):
        (entry,) = (entry for entry in entries(app) if entry.key is key)
        _print_one(app, entry, as_json=as_json)


def _find(name: str) -> Key:
    if name in KEYS:
        return KEYS[name]
    near = get_close_matches(name, KEYS, n=1)
    hint = f" (did you mean {near[0]}?)" if near else "; config alone lists them all"
    raise BadRequest(f"Unknown preference '{name}'{hint}.")


def _print_all(app: App, found: list[Entry], *, as_json: bool) -> None:
    if as_json:
        emit({"preferences": [_as_json(entry) for entry in found]})
        return
    if app.look.plain:
        for entry in found:
            click.echo(f"{entry.key.name}: {entry.in_words}, {_origin(entry)}. {entry.key.help}")
        return
    names_, values = (
        max(map(width, column))
        for column in zip(*((e.key.name, e.in_words) for e in found), strict=True)
    )
    for entry in found:
        value = entry.in_words + " " * (values - width(entry.in_words))
        line = f"  {entry.key.name:<{names_}}  {value}  {_origin(entry):<13}  {entry.key.help}"
        click.echo(line)


def _print_one(app: App, entry: Entry, *, as_json: bool) -> None:
    if as_json:
        emit(_as_json(entry))
        return
    key = entry.key
    click.echo(entry.in_words)
    default = value_in_words(key, key.default)
    explained = f"{key.help} {key.more}".strip()
    takes = f"It takes {key.sort.words}; the default is {default}."
    for line in (*wrap(explained, app.look.edge), takes):
        app.say(line)


def _origin(entry: Entry) -> str:
    return _ORIGINS[entry.origin]


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.key.name,
        "value": entry.value,
        "default": entry.key.default,
        "origin": entry.origin,
        "help": entry.key.help,
    }
